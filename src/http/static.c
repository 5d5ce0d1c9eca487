#include "http/static.h"

#include <string.h>

static const struct {
    const char *ending;
    const char *type;
} types[] = {
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".txt", "text/plain; charset=utf-8"},
    {".html", "text/html; charset=utf-8"},
};

const char *static_content_type(struct str name)
{
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        if (str_ends(name, str_of(types[i].ending))) {
            return types[i].type;
        }
    }
    return "application/octet-stream";
}

const struct asset *static_find(struct str name)
{
    for (size_t i = 0; i < asset_count; i++) {
        if (str_eq_c(name, asset_list[i].name)) {
            return &asset_list[i];
        }
    }
    return NULL;
}

struct str static_url(struct arena *arena, const char *name)
{
    const struct asset *asset = static_find(str_of(name));
    assert(asset != NULL && "an asset of the program");
    return str_format(arena, "/assets/%s/%s", asset->etag, asset->name);
}

static enum err static_get(struct request *req, struct response *resp)
{
    const struct asset *asset = static_find(request_param(req, "name"));
    /* Under another hash it would be another file, and browsers would keep the wrong one for a year. */
    if (asset == NULL || !str_eq_c(request_param(req, "etag"), asset->etag)) {
        return ERR_NOT_FOUND;
    }
    resp->no_store = false;
    resp->is_immutable = true;
    if (response_etag(resp, req, str_of(asset->etag))) {
        return ERR_OK;
    }
    response_body(resp, static_content_type(str_of(asset->name)),
                  (struct str){(const char *)asset->data, asset->length});
    resp->is_static = true;
    return ERR_OK;
}

const struct route static_routes[] = {
    {METHOD_GET, "/assets/{etag}/{name*}", static_get},
};
const size_t static_route_count = COUNT_OF(static_routes);
