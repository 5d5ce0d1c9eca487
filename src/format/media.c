#include "format/media.h"

#include "format/image.h"
#include "format/pdf_look.h"

#include <string.h>

static const struct {
    const char *type;
    const char *ending;
    struct text name;
} kinds[MEDIA_KIND_COUNT] = {
    [MEDIA_JPEG] = {"image/jpeg", ".jpg", T("una foto JPEG", "a JPEG photo")},
    [MEDIA_PNG] = {"image/png", ".png", T("una imagen PNG", "a PNG image")},
    [MEDIA_WEBP] = {"image/webp", ".webp", T("una imagen WebP", "a WebP image")},
    [MEDIA_PDF] = {"application/pdf", ".pdf", T("un PDF", "a PDF")},
};

const char *media_type(enum media_kind kind)
{
    return kinds[kind].type;
}

const char *media_ending(enum media_kind kind)
{
    return kinds[kind].ending;
}

bool media_is_picture(enum media_kind kind)
{
    return kind == MEDIA_JPEG || kind == MEDIA_PNG || kind == MEDIA_WEBP;
}

enum media_kind media_find_type(struct str type)
{
    for (enum media_kind kind = MEDIA_NONE + 1; kind < MEDIA_KIND_COUNT; kind++) {
        if (str_eq_c(type, kinds[kind].type)) {
            return kind;
        }
    }
    return MEDIA_NONE;
}

bool media_fits_name(enum media_kind kind, struct str name)
{
    static const char *const pictures[] = {"jpg", "jpeg", "jpe", "jfif", "png", "webp"};
    size_t dot = name.len;
    while (dot > 0 && name.ptr[dot - 1] != '.') {
        dot--;
    }
    struct str ending = str_slice(name, dot, name.len);
    if (dot == 0 || ending.len == 0 || ending.len > 4) {
        return true;
    }
    char lower[5] = "";
    for (size_t i = 0; i < ending.len; i++) {
        char c = ending.ptr[i];
        lower[i] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    }
    for (size_t i = 0; media_is_picture(kind) && i < COUNT_OF(pictures); i++) {
        if (strcmp(lower, pictures[i]) == 0) {
            return true;
        }
    }
    return kind == MEDIA_PDF && strcmp(lower, "pdf") == 0;
}

/* ---- what it is, and what it is instead -------------------------------------------------------------- */

struct signature {
    size_t at;
    const char *bytes;
    size_t len;
    struct text name;
    struct text remedy;
};
#define SIGN(at_, literal, es_, en_, ...) {(at_), literal, sizeof(literal) - 1, T(es_, en_), __VA_ARGS__}
#define CONVERT T("Ábrala y guárdela como JPEG o PNG.", "Open it and save it as JPEG or PNG.")
#define PRINT T("Imprímalo como PDF y envíe el PDF.", "Print it to PDF and send the PDF.")
#define HEIC \
    T("En el iPhone: Ajustes, Cámara, Formatos, «El más compatible»; o comparta la foto como JPEG.", \
      "On the iPhone: Settings, Camera, Formats, “Most Compatible”; or share the photo as JPEG.")
#define PICTURE T("Envíe una foto, un escaneo o un PDF.", "Send a photo, a scan or a PDF.")

static const struct signature foreign[] = {
    SIGN(4, "ftypheic", "una foto HEIC", "a HEIC photo", HEIC),
    SIGN(4, "ftypheix", "una foto HEIC", "a HEIC photo", HEIC),
    SIGN(4, "ftypmif1", "una foto HEIC", "a HEIC photo", HEIC),
    SIGN(4, "ftypavif", "una imagen AVIF", "an AVIF image", CONVERT),
    SIGN(4, "ftyp", "un video", "a video", PICTURE),
    SIGN(0, "GIF8", "una imagen GIF", "a GIF image", CONVERT),
    SIGN(0, "BM", "una imagen BMP", "a BMP image", CONVERT),
    SIGN(0, "II*\0", "una imagen TIFF", "a TIFF image", CONVERT),
    SIGN(0, "MM\0*", "una imagen TIFF", "a TIFF image", CONVERT),
    SIGN(0, "PK\003\004", "un documento de Office o un archivo ZIP", "an Office document or a ZIP archive", PRINT),
    SIGN(0, "\xD0\xCF\x11\xE0", "un documento de Office", "an Office document", PRINT),
    SIGN(0, "{\\rtf", "un documento RTF", "an RTF document", PRINT),
    SIGN(0, "MZ", "un programa", "a program", PICTURE),
    SIGN(0, "\x7F" "ELF", "un programa", "a program", PICTURE),
    SIGN(0, "#!", "un programa", "a program", PICTURE),
    SIGN(0, "<svg", "un dibujo SVG", "an SVG drawing", CONVERT),
    SIGN(0, "<?xml", "un texto XML", "an XML text", PICTURE),
    SIGN(0, "<!DOCTYPE", "una página web", "a web page", PRINT),
    SIGN(0, "<html", "una página web", "a web page", PRINT),
    SIGN(0, "Rar!", "un archivo RAR", "a RAR archive", PICTURE),
    SIGN(0, "7z\xBC\xAF", "un archivo 7z", "a 7z archive", PICTURE),
    SIGN(0, "\x1F\x8B", "un archivo comprimido", "a compressed file", PICTURE),
};

static bool is_at(struct str bytes, size_t at, const char *literal, size_t len)
{
    return bytes.len >= at + len && memcmp(bytes.ptr + at, literal, len) == 0;
}

static enum media_kind kind_of(struct str bytes)
{
    if (is_at(bytes, 0, "\xFF\xD8\xFF", 3)) {
        return MEDIA_JPEG;
    }
    if (is_at(bytes, 0, "\x89PNG\r\n\x1A\n", 8)) {
        return MEDIA_PNG;
    }
    if (is_at(bytes, 0, "RIFF", 4) && is_at(bytes, 8, "WEBP", 4)) {
        return MEDIA_WEBP;
    }
    return is_at(bytes, 0, "%PDF-", 5) ? MEDIA_PDF : MEDIA_NONE;
}

static FALLIBLE refuse_foreign(struct arena *arena, struct str bytes, struct problem *problem)
{
    struct text name = TEXT("un archivo de otro tipo", "a file of another kind");
    struct text remedy = TEXT("Envíe una foto, un escaneo o un PDF.", "Send a photo, a scan or a PDF.");
    for (size_t i = 0; i < COUNT_OF(foreign); i++) {
        if (is_at(bytes, foreign[i].at, foreign[i].bytes, foreign[i].len)) {
            name = foreign[i].name;
            remedy = foreign[i].remedy;
            break;
        }
    }
    if (bytes.len == 0) {
        name = TEXT("un archivo vacío", "an empty file");
    }
    *problem = (struct problem){
        .rule = {str_format(arena, "Se aceptan fotos JPEG, PNG o WebP y documentos PDF; esto es %s.", name.es).ptr,
                 str_format(arena, "JPEG, PNG or WebP photos and PDF documents are accepted; this is %s.", name.en).ptr},
        .remedy = remedy,
    };
    return ERR_INVALID;
}

static FALLIBLE refuse_damaged(struct arena *arena, enum media_kind kind, struct problem *problem)
{
    *problem = (struct problem){
        .rule = {str_format(arena, "Comienza como %s, pero está cortada o dañada.", kinds[kind].name.es).ptr,
                 str_format(arena, "It begins like %s, but is cut off or damaged.", kinds[kind].name.en).ptr},
        .remedy = TEXT("Envíela de nuevo, o tome la foto otra vez.", "Send it again, or take the photo once more."),
    };
    return ERR_INVALID;
}

static FALLIBLE check_size(struct arena *arena, const struct media *media, struct problem *problem)
{
    if (media->width > 0 && media->height > 0 && media->width <= MEDIA_SIDE_LIMIT && media->height <= MEDIA_SIDE_LIMIT &&
        media->width * media->height <= MEDIA_PIXEL_LIMIT) {
        return ERR_OK;
    }
    *problem = (struct problem){
        .value = str_format(arena, "%lld × %lld", (long long)media->width, (long long)media->height),
        .rule = TEXT("Una imagen tiene hasta 30,000 puntos por lado y 100 millones en total.",
                     "A picture has up to 30,000 pixels a side and 100 million in all."),
        .remedy = TEXT("Redúzcala, o escanee a 300 puntos por pulgada.", "Make it smaller, or scan at 300 dots per inch."),
    };
    return ERR_INVALID;
}

FALLIBLE media_read(struct arena *arena, struct str bytes, struct media *out, struct problem *problem)
{
    *out = (struct media){.kind = kind_of(bytes), .pages = 1};
    enum err err = ERR_OK;
    switch (out->kind) {
    case MEDIA_PDF:
        return pdf_look(arena, bytes, out, problem);
    case MEDIA_JPEG:
        err = image_jpeg(arena, bytes, out);
        break;
    case MEDIA_PNG:
        err = image_png(arena, bytes, out);
        break;
    case MEDIA_WEBP:
        err = bytes.len < 20 ? ERR_MALFORMED : image_webp(arena, bytes, out);
        break;
    case MEDIA_NONE:
    case MEDIA_KIND_COUNT:
        return refuse_foreign(arena, bytes, problem);
    }
    return err == ERR_OK ? check_size(arena, out, problem) : refuse_damaged(arena, out->kind, problem);
}
