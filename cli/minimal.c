/*
 * minimal.c - the least program that prints a version: what start_bench compares the start of stepproof with.
 */
#include <stdio.h>

int main(void)
{
    puts("minimal 0.1.0");
    return 0;
}
