#include "graph/theme.h"

enum { RED = 31, GREEN, YELLOW, BLUE, MAGENTA, CYAN, GREY = 90, PLAIN = 39 };

const struct theme theme_light = {
    .page = "#FFFFFF", .cluster = "#F6F8FA",
    .branch_fill = "#FFFFFF", .branch_stroke = "#848D99",
    .name = "#1B2430", .muted = "#57606A",
    .edge = "#6B7580", .dim = "#848D99", .caught = "#A84B00", .choice = "#6B3FA0",
    .tints = {
        [TINT_TASK] = { "task", "#0B62B8", "#EAF3FC", BLUE },
        [TINT_CHOICE] = { "choice", "#6B3FA0", "#F3EDFA", MAGENTA },
        [TINT_WAIT] = { "wait", "#8A5A00", "#FCF4E3", YELLOW },
        [TINT_PASS] = { "pass", "#57606A", "#F3F5F7", PLAIN },
        [TINT_CONTAINER] = { "container", "#0F766E", "#E8F5F3", CYAN },
        [TINT_SUCCEED] = { "succeed", "#1A7F37", "#E8F6EC", GREEN },
        [TINT_FAIL] = { "fail", "#C4291C", "#FDEDEB", RED },
        [TINT_MISSING] = { "missing", "#C4291C", "#FFFFFF", RED },
        [TINT_OK] = { "succeeded", "#1A7F37", "#E8F6EC", GREEN },
        [TINT_FAILED] = { "failed", "#C4291C", "#FDE7E4", RED },
        [TINT_CAUGHT] = { "caught", "#A84B00", "#FFF0DF", YELLOW },
        [TINT_RUNNING] = { "running", "#0B62B8", "#E1EFFD", BLUE },
        [TINT_ABORTED] = { "aborted", "#57606A", "#ECEFF2", PLAIN },
        [TINT_IDLE] = { "idle", "#6B7580", "#FFFFFF", GREY },
        [TINT_ADDED] = { "added", "#1A7F37", "#E8F6EC", GREEN },
        [TINT_REMOVED] = { "removed", "#C4291C", "#FDE7E4", RED },
        [TINT_CHANGED] = { "changed", "#8A5A00", "#FCF4E3", YELLOW },
        [TINT_SAME] = { "same", "#6B7580", "#FFFFFF", GREY },
    },
};

const struct theme theme_dark = {
    .page = "#0D1117", .cluster = "#151B23",
    .branch_fill = "#0D1117", .branch_stroke = "#8B97A3",
    .name = "#E6EDF3", .muted = "#9AA6B2",
    .edge = "#8B97A3", .dim = "#8B97A3", .caught = "#FFA657", .choice = "#C39BF0",
    .tints = {
        [TINT_TASK] = { "task", "#6CB6FF", "#12263A", BLUE },
        [TINT_CHOICE] = { "choice", "#C39BF0", "#251B36", MAGENTA },
        [TINT_WAIT] = { "wait", "#E3B341", "#2E2509", YELLOW },
        [TINT_PASS] = { "pass", "#A5B0BC", "#1E252D", PLAIN },
        [TINT_CONTAINER] = { "container", "#4FD1C5", "#0E2A28", CYAN },
        [TINT_SUCCEED] = { "succeed", "#56D364", "#10281A", GREEN },
        [TINT_FAIL] = { "fail", "#FF8A80", "#351516", RED },
        [TINT_MISSING] = { "missing", "#FF8A80", "#0D1117", RED },
        [TINT_OK] = { "succeeded", "#56D364", "#10281A", GREEN },
        [TINT_FAILED] = { "failed", "#FF8A80", "#351516", RED },
        [TINT_CAUGHT] = { "caught", "#FFA657", "#331D08", YELLOW },
        [TINT_RUNNING] = { "running", "#6CB6FF", "#12263A", BLUE },
        [TINT_ABORTED] = { "aborted", "#A5B0BC", "#1E252D", PLAIN },
        [TINT_IDLE] = { "idle", "#8B97A3", "#0D1117", GREY },
        [TINT_ADDED] = { "added", "#56D364", "#10281A", GREEN },
        [TINT_REMOVED] = { "removed", "#FF8A80", "#351516", RED },
        [TINT_CHANGED] = { "changed", "#E3B341", "#2E2509", YELLOW },
        [TINT_SAME] = { "same", "#8B97A3", "#0D1117", GREY },
    },
};
