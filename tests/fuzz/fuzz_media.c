/* Any bytes as a file of evidence; what is kept of one that is taken is taken again, unchanged. */
#include "format/media.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    struct media media;
    struct media again;
    struct problem problem = {0};
    enum err err = media_read(&arena, (struct str){(const char *)data, size}, &media, &problem);
    assert(err == ERR_OK || (err == ERR_INVALID && problem.rule.es != NULL && problem.remedy.en != NULL));
    if (err == ERR_OK) {
        assert(media.bytes.len <= size + 36 && media_type(media.kind) != NULL);
        err = media_read(&arena, media.bytes, &again, &problem);
        assert(err == ERR_OK && str_eq(again.bytes, media.bytes) && !again.had_position);
    }
    arena_release(&arena);
    return 0;
}
