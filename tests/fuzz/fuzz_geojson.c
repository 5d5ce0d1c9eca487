/* Any bytes as boundaries; what is read is drawn. */
#include "format/geojson.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    struct geojson *json;
    struct problem problem = {0};
    enum err err = geojson_read(&arena, (struct str){(const char *)data, size}, &json, &problem);
    assert(err == ERR_OK || problem.rule.es != NULL);
    if (err == ERR_OK) {
        struct geo_frame frame = geojson_frame(json->box, 1000);
        for (size_t i = 0; i < json->len; i++) {
            struct buf out = BUF(&arena);
            geojson_path(&out, &json->features[i], frame);
            assert(out.len > 3 && out.ptr[out.len - 1] == 'z');
            (void)geojson_property(&arena, &json->features[i], S("code"));
        }
    }
    arena_release(&arena);
    return 0;
}
