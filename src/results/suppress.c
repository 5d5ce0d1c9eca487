#include "results/suppress.h"

#include "results/cube.h"

struct line {
    size_t hidden;
    uint64_t hidden_clients;
    uint32_t smallest; /* of those shown; UINT32_MAX if none is */
};

static struct line look_along(const uint64_t *cells, uint32_t first, const struct suppress_axis *axis, const bool *hidden)
{
    struct line line = {.smallest = UINT32_MAX};
    for (uint32_t i = 0; i < axis->len; i++) {
        uint32_t at = first + i * axis->stride;
        if (CUBE_SERVICES(cells[at]) == 0) {
            continue;
        }
        if (hidden[at]) {
            line.hidden++;
            line.hidden_clients += CUBE_CLIENTS(cells[at]);
        } else if (line.smallest == UINT32_MAX || CUBE_CLIENTS(cells[at]) < CUBE_CLIENTS(cells[line.smallest])) {
            line.smallest = at;
        }
    }
    return line;
}

/* True if a further cell was hidden. */
static bool cover_lines(const uint64_t *cells, uint32_t count, const struct suppress_axis *axis, bool *hidden)
{
    bool changed = false;
    for (uint32_t first = 0; first < count; first++) {
        if (first / axis->stride % axis->len != 0) {
            continue;
        }
        struct line line = look_along(cells, first, axis, hidden);
        while (line.hidden > 0 && (line.hidden == 1 || line.hidden_clients < SUPPRESS_SMALL) && line.smallest != UINT32_MAX) {
            hidden[line.smallest] = true;
            changed = true;
            line = look_along(cells, first, axis, hidden);
        }
    }
    return changed;
}

void suppress_cells(const uint64_t *cells, uint32_t count, const struct suppress_axis *axes, size_t axis_count, bool *hidden)
{
    for (uint32_t i = 0; i < count; i++) {
        hidden[i] = CUBE_SERVICES(cells[i]) > 0 && CUBE_CLIENTS(cells[i]) < SUPPRESS_SMALL;
    }
    bool changed = true;
    while (changed) {
        changed = false;
        for (size_t i = 0; i < axis_count; i++) {
            changed |= cover_lines(cells, count, &axes[i], hidden);
        }
    }
}
