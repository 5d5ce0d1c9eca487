#include "app/cli_common.h"
#include "base/log.h"
#include "format/geojson.h"
#include "territory/boundary.h"

#include <stdio.h>
#include <string.h>

/* Names under which boundary files carry the national code. */
static const char *const code_names[] = {"code", "codigo", "CODIGO", "mun2024_code", "dep_code"};

static enum err read_file(struct arena *arena, const char *path, struct str *out)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return ERR_NOT_FOUND;
    }
    struct buf bytes = BUF(arena);
    static char chunk[65536];
    size_t got;
    while ((got = fread(chunk, 1, sizeof(chunk), file)) > 0 && bytes.len <= GEOJSON_LIMIT) {
        buf_put(&bytes, (struct str){chunk, got});
    }
    enum err err = ferror(file) ? ERR_IO : ERR_OK;
    fclose(file);
    *out = buf_str(&bytes);
    return err;
}

/* Micro-degrees to hundred-thousandths, so that borders which two divisions share stay the same numbers. */
static int to_grid(int32_t micro)
{
    return (micro + (micro < 0 ? -5 : 5)) / 10;
}

static struct str ring_points(struct arena *arena, const struct geo_ring *ring)
{
    struct buf out = BUF(arena);
    for (size_t i = 0; i + 1 < ring->len; i++) { /* the last point is the first again */
        buf_format(&out, "%s%d,%d", i == 0 ? "" : " ", to_grid(ring->points[i].x), to_grid(ring->points[i].y));
    }
    return buf_str(&out);
}

static struct str feature_code(struct arena *arena, const struct geo_feature *feature, struct str map)
{
    /* A municipality's or department's file may also carry the codes of the levels above. */
    if (str_eq(map, S("municipalities")) && !str_is_empty(geojson_property(arena, feature, S("mun2024_code")))) {
        return geojson_property(arena, feature, S("mun2024_code"));
    }
    for (size_t i = 0; i < COUNT_OF(code_names); i++) {
        struct str code = geojson_property(arena, feature, str_of(code_names[i]));
        if (!str_is_empty(code)) {
            return code;
        }
    }
    return STR_NONE;
}

static void take_rings(struct arena *arena, const struct geojson *file, struct boundary_import_input *in)
{
    size_t count = 0;
    for (size_t f = 0; f < file->len; f++) {
        for (size_t p = 0; p < file->features[f].len; p++) {
            count += file->features[f].polygons[p].len;
        }
    }
    struct boundary_ring *rings = ARENA_ARRAY(arena, struct boundary_ring, count);
    size_t used = 0;
    for (size_t f = 0; f < file->len; f++) {
        const struct geo_feature *feature = &file->features[f];
        struct str code = feature_code(arena, feature, in->map);
        for (size_t p = 0; p < feature->len; p++) {
            for (size_t r = 0; r < feature->polygons[p].len; r++) {
                rings[used++] = (struct boundary_ring){.code = code, .points = ring_points(arena, &feature->polygons[p].rings[r])};
            }
        }
    }
    in->rings = (struct rows){rings, used};
}

enum err cli_boundaries(struct cli *cli)
{
    const char *path = cli->options.words[1];
    const struct op *op = op_find(S("territory.boundaries_import"));
    struct boundary_import_input *in = shape_new(&cli->arena, op->input);
    struct reply reply = {.fault = {.arena = &cli->arena}};
    struct str bytes;
    struct geojson *file = NULL;
    struct problem problem = {0};
    enum err err = read_file(&cli->arena, path, &bytes);
    if (err != ERR_OK) {
        return cli_complain_of(cli, err, text_format(&cli->arena, TEXT("El archivo %s no se puede leer.", "The file %s cannot be read."), path));
    }
    err = geojson_read(&cli->arena, bytes, &file, &problem);
    if (err != ERR_OK) {
        fault_add(&reply.fault, problem.place, problem.value, problem.rule, problem.remedy);
        return cli_complain(cli, err, &reply);
    }
    const char *map = options_get(&cli->options, "map");
    in->map = str_of(map == NULL ? "districts" : map);
    in->source = cli_option_text(cli, "source");
    take_rings(&cli->arena, file, in);
    err = call_op(&cli->caller, op, in, false, STR_NONE, NULL, &reply);
    if (err != ERR_OK) {
        return cli_complain(cli, err, &reply);
    }
    cli_print(reply.json);
    return ERR_OK;
}
