#include "simulate.h"

int simulate_state(struct simulate *simulate)
{
    (void)simulate;
    term_complain("simulate: --state is not there yet");
    return STATUS_TROUBLE;
}
