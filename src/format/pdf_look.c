#include "format/pdf_look.h"

#include "format/deflate.h"

#include <string.h>

#define NAME_LIMIT 32
/* Where the words that describe a stream are looked for, before it. */
#define DICTIONARY_LIMIT ((size_t)4096)
#define TAIL ((size_t)4096)

/* What has no place in evidence. `packed`: looked for in everything unpacked too; a short name would be found in pictures. */
static const struct acting {
    const char *name;
    bool packed;
    struct text what;
} acting[] = {
    {"JavaScript", true, T("un programa (JavaScript)", "a program (JavaScript)")},
    {"JS", false, T("un programa (JavaScript)", "a program (JavaScript)")},
    {"Launch", true, T("una orden que abre otro programa", "an order that opens another program")},
    {"EmbeddedFile", true, T("un archivo adjunto dentro del PDF", "a file attached inside the PDF")},
    {"EmbeddedFiles", true, T("archivos adjuntos dentro del PDF", "files attached inside the PDF")},
    {"RichMedia", true, T("video o animaciones", "video or animations")},
    {"Rendition", true, T("video o sonido con órdenes", "video or sound with orders")},
    {"SubmitForm", true, T("una orden que envía datos", "an order that sends data")},
    {"ImportData", true, T("una orden que trae datos de otro archivo", "an order that takes data from another file")},
    {"GoToE", true, T("un salto a un archivo adjunto", "a jump into an attached file")},
    {"XFA", false, T("un formulario XFA, que lleva programas", "an XFA form, which holds programs")},
};

/* ---- names, wherever they stand ---------------------------------------------------------------------- */

/* Reads bytes in pieces and calls out every name. /J#61vaScript is /JavaScript. */
struct names {
    char name[NAME_LIMIT];
    size_t len;
    bool in_name;
    int escape; /* digits of #XX still to come */
    unsigned escaped;
    /* What it is looking for. */
    bool packed; /* inside an ordinary packed stream: long names alone */
    bool quiet;  /* raw bytes of a stream: the same */
    bool is_encrypted;
    bool after_type; /* the name before was /Type */
    int64_t pages;
    const struct acting *found;
};

static bool ends_name(unsigned char c)
{
    return c <= ' ' || strchr("()<>[]{}/%", c) != NULL;
}

static bool name_is(const struct names *names, const char *name)
{
    return names->len == strlen(name) && memcmp(names->name, name, names->len) == 0;
}

static void end_name(struct names *names)
{
    names->in_name = false;
    for (size_t i = 0; i < COUNT_OF(acting) && names->found == NULL; i++) {
        if ((acting[i].packed || !(names->packed || names->quiet)) && name_is(names, acting[i].name)) {
            names->found = &acting[i];
        }
    }
    if (names->quiet) {
        return;
    }
    names->pages += names->after_type && name_is(names, "Page");
    names->after_type = name_is(names, "Type");
    names->is_encrypted = names->is_encrypted || (!names->packed && name_is(names, "Encrypt"));
}

static int digit_of(unsigned char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static void add_to_name(struct names *names, unsigned char c)
{
    if (names->escape == 0 && c == '#') {
        names->escape = 2;
        names->escaped = 0;
        return;
    }
    if (names->escape > 0) {
        int digit = digit_of(c);
        names->escaped = names->escaped << 4 | (unsigned)(digit < 0 ? 0 : digit);
        if (--names->escape > 0) {
            return;
        }
        c = (unsigned char)names->escaped;
    }
    if (names->len < NAME_LIMIT) {
        names->name[names->len++] = (char)c;
    }
}

static bool take_names(void *self, struct str piece)
{
    struct names *names = self;
    for (size_t at = 0; at < piece.len && names->found == NULL; at++) {
        unsigned char c = (unsigned char)piece.ptr[at];
        if (names->in_name && !ends_name(c)) {
            add_to_name(names, c);
            continue;
        }
        if (names->in_name) {
            end_name(names);
        }
        if (c == '/') {
            names->in_name = true;
            names->len = 0;
            names->escape = 0;
        } else if (!names->in_name) {
            /* Nothing but a slash is of interest until the next one. */
            const char *next = memchr(piece.ptr + at, '/', piece.len - at);
            at = next == NULL ? piece.len : (size_t)(next - piece.ptr) - 1;
        }
    }
    return names->found == NULL;
}

static void finish_names(struct names *names)
{
    if (names->in_name && names->found == NULL) {
        end_name(names);
    }
}

/* ---- streams ----------------------------------------------------------------------------------------------- */

struct pdf {
    struct str bytes;
    struct problem *problem;
    bool has_packed_table; /* objects may lie in object streams */
    size_t unpacked;
    int64_t pages;
};

static FALLIBLE refuse(struct pdf *pdf, struct text rule, struct text remedy)
{
    *pdf->problem = (struct problem){.value = S("PDF"), .rule = rule, .remedy = remedy};
    return ERR_INVALID;
}

static FALLIBLE refuse_found(struct pdf *pdf, struct arena *arena, const struct acting *found)
{
    *pdf->problem = (struct problem){
        .value = S("PDF"),
        .rule = {str_format(arena, "El PDF lleva %s; se aceptan solo páginas.", found->what.es).ptr,
                 str_format(arena, "The PDF holds %s; only pages are accepted.", found->what.en).ptr},
        .remedy = TEXT("Imprímalo como PDF («Imprimir» y luego «Guardar como PDF») y envíe esa copia.",
                       "Print it to PDF (“Print”, then “Save as PDF”) and send that copy."),
    };
    return ERR_INVALID;
}

static bool mentions(struct str dictionary, const char *name)
{
    size_t len = strlen(name);
    for (size_t at = 0;;) {
        size_t next = str_find(str_slice(dictionary, at, dictionary.len), str_of(name));
        if (next == SIZE_MAX) {
            return false;
        }
        at += next + len;
        if (at >= dictionary.len || ends_name((unsigned char)dictionary.ptr[at])) {
            return true;
        }
    }
}

/* A filter that is not deflate, the packing of pictures, or one that needs a key. */
static bool has_odd_filter(struct str dictionary)
{
    static const char *const odd[] = {"/ASCIIHexDecode", "/AHx", "/ASCII85Decode", "/A85", "/LZWDecode", "/LZW",
                                      "/RunLengthDecode", "/RL", "/Crypt"};
    for (size_t i = 0; i < COUNT_OF(odd); i++) {
        if (mentions(dictionary, odd[i])) {
            return true;
        }
    }
    return false;
}

static FALLIBLE look_into(struct pdf *pdf, struct arena *arena, struct str dictionary, struct str data)
{
    bool holds_objects = mentions(dictionary, "/ObjStm");
    bool is_deflated = data.len > 2 && ((unsigned char)data.ptr[0] & 15) == 8 &&
                       ((unsigned)(unsigned char)data.ptr[0] * 256 + (unsigned char)data.ptr[1]) % 31 == 0;
    struct text cannot = TEXT("El PDF guarda objetos de una forma que no se puede revisar.",
                              "The PDF keeps objects in a way that cannot be looked into.");
    struct text print = TEXT("Imprímalo como PDF y envíe esa copia.", "Print it to PDF and send that copy.");
    if ((holds_objects || (pdf->has_packed_table && !mentions(dictionary, "/Image"))) && has_odd_filter(dictionary)) {
        return refuse(pdf, cannot, print);
    }
    if (!is_deflated) {
        return holds_objects && mentions(dictionary, "/Filter") ? refuse(pdf, cannot, print) : ERR_OK;
    }
    struct names names = {.packed = !holds_objects};
    enum err err = deflate_unpack(data, PDF_LOOK_LIMIT, &pdf->unpacked, take_names, &names);
    finish_names(&names);
    if (names.found != NULL) {
        return refuse_found(pdf, arena, names.found);
    }
    if (err == ERR_TOO_LARGE) {
        return refuse(pdf, TEXT("El PDF se infla a más de 512 MB.", "The PDF swells to more than 512 MB."), print);
    }
    if (err != ERR_OK && holds_objects) {
        return refuse(pdf, cannot, print);
    }
    pdf->pages += holds_objects ? names.pages : 0;
    return ERR_OK;
}

/* The next `stream` that begins data: its place, or SIZE_MAX. *data: where the data begin. */
static size_t find_stream(struct str bytes, size_t from, size_t *data)
{
    for (size_t at = from;;) {
        size_t next = str_find(str_slice(bytes, at, bytes.len), S("stream"));
        if (next == SIZE_MAX) {
            return SIZE_MAX;
        }
        at += next + 6;
        bool is_end = at >= 9 && memcmp(bytes.ptr + at - 9, "end", 3) == 0;
        size_t line = at;
        while (line < bytes.len && (bytes.ptr[line] == ' ' || bytes.ptr[line] == '\t')) {
            line++;
        }
        if (is_end || line >= bytes.len || (bytes.ptr[line] != '\n' && bytes.ptr[line] != '\r')) {
            continue;
        }
        line += bytes.ptr[line] == '\r' && line + 1 < bytes.len && bytes.ptr[line + 1] == '\n' ? 2 : 1;
        *data = line;
        return at - 6;
    }
}

static struct str dictionary_before(struct str bytes, size_t from, size_t at)
{
    size_t least = at > DICTIONARY_LIMIT ? at - DICTIONARY_LIMIT : 0;
    return str_slice(bytes, from > least ? from : least, at);
}

static FALLIBLE look_through(struct pdf *pdf, struct arena *arena)
{
    struct names plain = {.len = 0};
    size_t at = 0;
    while (at < pdf->bytes.len) {
        size_t data = 0;
        size_t stream = find_stream(pdf->bytes, at, &data);
        (void)take_names(&plain, str_slice(pdf->bytes, at, stream == SIZE_MAX ? pdf->bytes.len : stream));
        finish_names(&plain);
        if (stream == SIZE_MAX || plain.found != NULL) {
            break;
        }
        size_t length = str_find(str_slice(pdf->bytes, data, pdf->bytes.len), S("endstream"));
        size_t end = length == SIZE_MAX ? pdf->bytes.len : data + length;
        /* What calls itself a stream may be a text in which an object hides. */
        struct names hidden = {.quiet = true};
        (void)take_names(&hidden, str_slice(pdf->bytes, data, end));
        finish_names(&hidden);
        if (hidden.found != NULL) {
            return refuse_found(pdf, arena, hidden.found);
        }
        TRY(look_into(pdf, arena, dictionary_before(pdf->bytes, at, stream), str_slice(pdf->bytes, data, pdf->bytes.len)));
        at = end;
    }
    if (plain.found != NULL) {
        return refuse_found(pdf, arena, plain.found);
    }
    pdf->pages += plain.pages;
    if (plain.is_encrypted) {
        return refuse(pdf, TEXT("El PDF está protegido con contraseña, y no se puede revisar.",
                                "The PDF is protected by a password and cannot be looked into."),
                      TEXT("Ábralo, imprímalo como PDF sin protección y envíe esa copia.",
                           "Open it, print it to PDF without protection and send that copy."));
    }
    return ERR_OK;
}

FALLIBLE pdf_look(struct arena *arena, struct str bytes, struct media *out, struct problem *problem)
{
    struct pdf pdf = {.bytes = bytes, .problem = problem};
    struct str tail = str_slice(bytes, bytes.len > TAIL ? bytes.len - TAIL : 0, bytes.len);
    if (str_find(tail, S("startxref")) == SIZE_MAX) {
        return refuse(&pdf, TEXT("El PDF está cortado o dañado: le falta el final.", "The PDF is cut off or damaged: its end is missing."),
                      TEXT("Envíelo de nuevo, o escanéelo otra vez.", "Send it again, or scan it once more."));
    }
    pdf.has_packed_table = mentions(bytes, "/XRef") || mentions(bytes, "/XRefStm");
    TRY(look_through(&pdf, arena));
    out->pages = pdf.pages;
    out->bytes = bytes;
    return ERR_OK;
}
