/* format/geojson: boundaries in, paths out, and borders that stay shut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "format/geojson.h"
#include "shared_data.h"

static struct arena arena;

static int reset(void **state)
{
    (void)state;
    arena_reset(&arena);
    return 0;
}

static struct geojson *read_text(const char *text)
{
    struct geojson *json = NULL;
    struct problem problem = {0};
    if (geojson_read(&arena, str_of(text), &json, &problem) != ERR_OK) {
        fail_msg("%s " STR_FMT, problem.rule.en, STR_ARG(problem.value));
    }
    return json;
}

static const char *refusal(const char *text)
{
    struct geojson *json;
    struct problem problem = {0};
    enum err err = geojson_read(&arena, str_of(text), &json, &problem);
    assert_int_not_equal(err, ERR_OK);
    assert_true(problem.rule.es != NULL && problem.remedy.es != NULL && problem.remedy.en != NULL);
    return str_format(&arena, "%s " STR_FMT ": %s", err_info(err)->name, STR_ARG(problem.place), problem.rule.en).ptr;
}

#define COLLECTION(features) "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"
#define FEATURE(type, coordinates) \
    "{\"type\":\"Feature\",\"properties\":{\"code\":\"1401\",\"n\":7,\"x\":1.5,\"none\":null},\"geometry\":{\"type\":\"" type \
    "\",\"coordinates\":" coordinates "}}"
#define SQUARE "[[0,0],[1,0],[1,1],[0,1],[0,0]]"

static void test_read(void **state)
{
    (void)state;
    struct geojson *json = read_text(COLLECTION(FEATURE("Polygon", "[" SQUARE "]") "," FEATURE(
        "MultiPolygon", "[[[[-87.94302,13.71552],[-87.9343,13.70782,12.5],[-87.93137,13.70782],[-87.94302,13.71552]]],[" SQUARE "]]")));
    assert_int_equal(json->len, 2);
    assert_int_equal(json->features[0].len, 1);
    assert_int_equal(json->features[0].polygons[0].rings[0].len, 5);
    assert_int_equal(json->features[0].polygons[0].rings[0].points[2].x, 1000000);
    assert_int_equal(json->features[1].len, 2);
    assert_int_equal(json->features[1].polygons[0].rings[0].points[0].x, -87943020);
    assert_int_equal(json->features[1].polygons[0].rings[0].points[1].y, 13707820);
    assert_int_equal(json->features[1].box.min.x, -87943020);
    assert_int_equal(json->box.max.y, 13715520);
    assert_string_equal(str_c(&arena, geojson_property(&arena, &json->features[0], S("code"))), "1401");
    assert_string_equal(str_c(&arena, geojson_property(&arena, &json->features[0], S("n"))), "7");
    assert_string_equal(str_c(&arena, geojson_property(&arena, &json->features[0], S("x"))), "1.5");
    assert_null(geojson_property(&arena, &json->features[0], S("none")).ptr);
    assert_null(geojson_property(&arena, &json->features[0], S("missing")).ptr);
    (void)read_text("\xEF\xBB\xBF{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
                    "\"urn:ogc:def:crs:OGC:1.3:CRS84\"}},\"features\":[" FEATURE("Polygon", "[" SQUARE "]") "]}");
}

static void test_refusals(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"", "ERR_MALFORMED : The file is not well-formed"},
        {"{", "ERR_MALFORMED : The file is not well-formed"},
        {"[]", "ERR_INVALID : The file must be a FeatureCollection"},
        {"{\"type\":\"Topology\",\"features\":[]}", "ERR_INVALID : The file must be a FeatureCollection"},
        {COLLECTION(""), "ERR_INVALID : The file must be a FeatureCollection"},
        {COLLECTION("7"), "ERR_INVALID features[0]: Each element is a Feature"},
        {COLLECTION(FEATURE("Polygon", "[" SQUARE "]") ",{\"type\":\"Feature\",\"geometry\":null}"), "ERR_INVALID features[1]: Each element"},
        {COLLECTION(FEATURE("Point", "[0,0]")), "ERR_INVALID features[0].geometry.type: Each boundary"},
        {COLLECTION(FEATURE("Polygon", "[]")), "ERR_INVALID features[0].geometry.coordinates: The coordinates"},
        {COLLECTION(FEATURE("Polygon", "7")), "ERR_INVALID features[0].geometry.coordinates: The coordinates"},
        {COLLECTION(FEATURE("MultiPolygon", "[[]]")), "ERR_INVALID features[0].geometry: A polygon has at least one"},
        {COLLECTION(FEATURE("Polygon", "[[[0,0],[1,0],[0,0]]]")), "ERR_INVALID features[0].geometry: The ring of a polygon has at least"},
        {COLLECTION(FEATURE("Polygon", "[[[0,0],[1,0],[1,1],[0,1]]]")), "ERR_INVALID features[0].geometry: The ring of a polygon ends"},
        {COLLECTION(FEATURE("Polygon", "[[[0,0],[1,0],[\"a\",1],[0,0]]]")), "ERR_INVALID features[0].geometry: A point is"},
        {COLLECTION(FEATURE("Polygon", "[[[0,0],[1],[1,1],[0,0]]]")), "ERR_INVALID features[0].geometry: A point is"},
        {COLLECTION(FEATURE("Polygon", "[[[0,0],[181,0],[1,1],[0,0]]]")), "ERR_INVALID features[0].geometry: A point is"},
        {COLLECTION(FEATURE("Polygon", "[[[0,0],[1,90.0000011],[1,1],[0,0]]]")), "ERR_INVALID features[0].geometry: A point is"},
        {COLLECTION(FEATURE("Polygon", "[[[0,0],[500000.5,1500000.5],[1,1],[0,0]]]")), "ERR_INVALID features[0].geometry: A point is"},
        {"{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:32616\"}},\"features\":[1]}",
         "ERR_INVALID : Coordinates must be in WGS84"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *got = refusal(cases[i][0]);
        if (strncmp(got, cases[i][1], strlen(cases[i][1])) != 0) {
            fail_msg("case %zu: got %s, expected %s", i, got, cases[i][1]);
        }
    }
    /* Refused before it is parsed: 40 MB of numbers would be gigabytes of values. */
    char *many = arena_alloc(&arena, (size_t)40 * 1024 * 1024 + 1);
    for (size_t i = 0; i < (size_t)40 * 1024 * 1024; i++) {
        many[i] = i == 0 ? '[' : i % 2 == 1 ? '0' : ',';
    }
    assert_non_null(strstr(refusal(many), "ERR_TOO_LARGE : A boundary file may have up to 1,000,000 points"));
    char *large = arena_alloc(&arena, GEOJSON_LIMIT + 2);
    memset(large, ' ', GEOJSON_LIMIT + 1);
    assert_non_null(strstr(refusal(large), "ERR_TOO_LARGE : A boundary file may have up to 64 MiB"));
}

static const char *path_of(const struct geo_feature *feature, struct geo_frame frame)
{
    struct buf out = BUF(&arena);
    geojson_path(&out, feature, frame);
    return str_c(&arena, buf_str(&out));
}

static void test_paths(void **state)
{
    (void)state;
    struct geojson *json = read_text(COLLECTION(
        FEATURE("Polygon", "[[[0,0],[0.5,0],[1,0],[1,1],[0,1],[0,0.5],[0,0]]]") "," FEATURE("Polygon", "[[[0.5,0.5],[0.5001,0.5],[0.5,0.5001],[0.5,0.5]]]") ","
        FEATURE("Polygon", "[[[0,0],[1,0],[0,1],[0,0]],[[0.2,0.2],[0.2,0.4],[0.4,0.2],[0.2,0.2]]]")));
    struct geo_frame frame = geojson_frame(json->box, 100);
    assert_int_equal(frame.width, 100);
    assert_int_equal(frame.height, 100);
    assert_string_equal(path_of(&json->features[0], frame), "M0 100l100 0 0-100-100 0z");
    assert_string_equal(path_of(&json->features[1], frame), "M50 50h1v1h-1z");
    assert_string_equal(path_of(&json->features[2], frame), "M0 100l100 0-100-100zM20 80l0-20 20 20z");
    /* At 60 degrees a degree of longitude is half one of latitude. */
    json = read_text(COLLECTION(FEATURE("Polygon", "[[[0,59],[1,59],[1,61],[0,61],[0,59]]]")));
    assert_int_equal(geojson_frame(json->box, 100).height, 400);
}

/* The edges of a path as pairs of grid points, each with its lower end first. */
struct edge {
    int ax, ay, bx, by;
};

static int edge_compare(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct edge));
}

static void add_edge(struct edge *edges, size_t *count, int ax, int ay, int bx, int by)
{
    bool swap = ax > bx || (ax == bx && ay > by);
    edges[(*count)++] = swap ? (struct edge){bx, by, ax, ay} : (struct edge){ax, ay, bx, by};
}

static size_t edges_of(const char *path, struct edge *edges)
{
    size_t count = 0;
    int start_x = 0;
    int start_y = 0;
    int x = 0;
    int y = 0;
    while (*path != '\0') {
        int used = 0;
        int dx;
        int dy;
        if (*path == 'M') {
            assert_int_equal(sscanf(path, "M%d %dl%n", &start_x, &start_y, &used), 2);
            x = start_x;
            y = start_y;
        } else if (*path == 'z') {
            add_edge(edges, &count, x, y, start_x, start_y);
            used = 1;
        } else {
            assert_int_equal(sscanf(path, "%d%d%n", &dx, &dy, &used), 2);
            add_edge(edges, &count, x, y, x + dx, y + dy);
            x += dx;
            y += dy;
        }
        assert_true(used > 0);
        path += used;
    }
    return count;
}

static const struct {
    const char *name;
    size_t features;
    const char *key;
} files[] = {{"la-union-18", 18, "code"}, {"sv-departamentos-14", 14, NULL}, {"sv-municipios-2024-44", 44, NULL}, {"sv-distritos-262", 262, "code"}};

static void test_shared_boundaries(void **state)
{
    (void)state;
    for (size_t f = 0; f < COUNT_OF(files); f++) {
        const char *path = shared_path(&arena, str_format(&arena, "territory/%s.geojson", files[f].name).ptr);
        struct geojson *json;
        struct problem problem;
        if (path == NULL) {
            skip();
        }
        assert_int_equal(geojson_read(&arena, read_whole(&arena, path), &json, &problem), ERR_OK);
        assert_int_equal(json->len, files[f].features);
        assert_true(json->box.min.x > -90200000 && json->box.max.x < -87600000);
        assert_true(json->box.min.y > 12900000 && json->box.max.y < 14500000);
        if (files[f].key != NULL) {
            assert_int_equal(geojson_property(&arena, &json->features[0], S("code")).len, 4);
        }
        struct geo_frame frame = geojson_frame(json->box, 1000);
        assert_true(frame.height > 300 && frame.height < 2000);
        size_t total = 0;
        for (size_t i = 0; i < json->len; i++) {
            const char *drawn = path_of(&json->features[i], frame);
            assert_true(strlen(drawn) > 10 && drawn[strlen(drawn) - 1] == 'z');
            total += strlen(drawn);
        }
        print_message("%s: %zu features, %zu bytes of paths\n", files[f].name, json->len, total);
        assert_true(total < 150000);
    }
}

/* In the file 584 of 1,904 edges stand in two districts, point for point; on the grid it may not be a smaller part. */
static void test_shared_borders_stay_aligned(void **state)
{
    (void)state;
    const char *path = shared_path(&arena, "territory/la-union-18.geojson");
    struct geojson *json;
    struct problem problem;
    size_t count = 0;
    size_t twice = 0;
    if (path == NULL) {
        skip();
    }
    assert_int_equal(geojson_read(&arena, read_whole(&arena, path), &json, &problem), ERR_OK);
    struct geo_frame frame = geojson_frame(json->box, 1000);
    struct edge *edges = ARENA_ARRAY(&arena, struct edge, 20000);
    for (size_t i = 0; i < json->len; i++) {
        count += edges_of(path_of(&json->features[i], frame), edges + count);
        assert_true(count < 15000);
    }
    qsort(edges, count, sizeof *edges, edge_compare);
    for (size_t i = 1; i < count; i++) {
        twice += memcmp(&edges[i - 1], &edges[i], sizeof *edges) == 0 ? 2 : 0;
    }
    print_message("%zu of %zu edges are shared\n", twice, count);
    assert_true(twice * 1904 >= count * 584);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_read, reset),
        cmocka_unit_test_setup(test_refusals, reset),
        cmocka_unit_test_setup(test_paths, reset),
        cmocka_unit_test_setup(test_shared_boundaries, reset),
        cmocka_unit_test_setup(test_shared_borders_stay_aligned, reset),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
