#include "base/err.h"

static const struct err_info infos[ERR_COUNT] = {
#define X(name_, code_, http_, exit_, es_, en_)                                                               \
    [name_] = {.name = #name_, .code = code_, .http_status = http_, .exit_code = exit_, .es = es_, .en = en_},
    ERR_LIST(X)
#undef X
};

const struct err_info *err_info(enum err err)
{
    return (unsigned)err < ERR_COUNT ? &infos[err] : &infos[ERR_INTERNAL];
}
