#include "format/xlsx_zip.h"

#include <string.h>
#include <strings.h>
#include <zip.h>

#include "base/utf8.h"
#include "format/xlsx.h"

#define NAME_LIMIT 240
#define SMALL_ENTRY (1024 * 1024) /* the ratio of an entry up to this size does not matter */

struct xlsx_zip {
    struct zip *archive;
    struct zip_file *file; /* being read, or NULL */
    struct str *names;
    uint64_t *sizes;
    size_t count;
    uint64_t left; /* bytes that the entry may still give */
};

static enum err refuse(struct problem *problem, enum err err, struct str value, struct text rule, struct text remedy)
{
    *problem = (struct problem){.value = value, .rule = rule, .remedy = remedy};
    return err;
}

static struct text remedy_new_file(void)
{
    return TEXT("Copie los datos a un libro nuevo y guárdelo como «Libro de Excel (.xlsx)», o guarde la hoja como CSV UTF-8.",
                "Copy the data to a new workbook and save it as “Excel Workbook (.xlsx)”, or save the sheet as CSV UTF-8.");
}

static bool has_ending(struct str name, const char *ending)
{
    size_t len = strlen(ending);
    return name.len >= len && strncasecmp(name.ptr + name.len - len, ending, len) == 0;
}

/* Absolute, leading upwards, of another system, or not text: nothing that a spreadsheet program writes. */
static bool is_odd_name(struct str name)
{
    if (name.len == 0 || name.len > NAME_LIMIT || name.ptr[0] == '/' || !utf8_is_text(name)) {
        return true;
    }
    for (size_t i = 0; i < name.len; i++) {
        if (strchr("\\:\n\r\t", name.ptr[i]) != NULL) {
            return true;
        }
    }
    struct str rest = name;
    struct str part;
    size_t depth = 0;
    while (str_split(&rest, '/', &part)) {
        if (str_eq_c(part, "..") || str_eq_c(part, ".") || ++depth > 16) {
            return true;
        }
    }
    return false;
}

static bool is_archive(struct str name)
{
    static const char *const endings[] = {".zip", ".xlsx", ".xlsm", ".xlsb", ".docx", ".docm", ".pptx", ".ods", ".odt",
                                          ".jar", ".7z",   ".rar",  ".gz",   ".bz2",  ".xz",   ".tar",  ".cab", ".zst"};
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        if (has_ending(name, endings[i])) {
            return true;
        }
    }
    return false;
}

static FALLIBLE check_entry(const struct zip_stat *stat, struct str name, struct problem *problem)
{
    if (is_odd_name(name)) {
        return refuse(problem, ERR_MALFORMED, STR_NONE,
                      TEXT("El libro trae dentro un archivo con un nombre que ningún programa de hojas de cálculo escribe.",
                           "The workbook holds a file with a name that no spreadsheet program writes."),
                      remedy_new_file());
    }
    if (is_archive(name)) {
        return refuse(problem, ERR_INVALID, name,
                      TEXT("Un libro no puede traer otro archivo comprimido dentro.", "A workbook cannot hold another compressed file."),
                      remedy_new_file());
    }
    if ((stat->valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat->encryption_method != ZIP_EM_NONE) {
        return refuse(problem, ERR_INVALID, STR_NONE,
                      TEXT("El libro está protegido con contraseña y no se puede leer.",
                           "The workbook is protected by a password and cannot be read."),
                      TEXT("Ábralo en su programa, quite la contraseña y guárdelo de nuevo.",
                           "Open it in your program, remove the password and save it again."));
    }
    if (has_ending(name, "vbaProject.bin") || strncasecmp(name.ptr, "xl/macrosheets/", name.len < 15 ? name.len : 15) == 0) {
        return refuse(problem, ERR_INVALID, name, TEXT("No se aceptan libros con macros.", "Workbooks with macros are not taken."),
                      TEXT("Guárdelo como «Libro de Excel (.xlsx)», sin macros.", "Save it as “Excel Workbook (.xlsx)”, without macros."));
    }
    return ERR_OK;
}

static enum err too_large(struct problem *problem)
{
    return refuse(problem, ERR_TOO_LARGE, STR_NONE,
                  TEXT("Un libro puede tener hasta 50 MiB ya descomprimido, 2,000 partes y una compresión de 100 a 1.",
                       "A workbook may have up to 50 MiB unpacked, 2,000 parts and a compression of 100 to 1."),
                  TEXT("Quite hojas, imágenes y filas vacías con formato, o guarde la hoja como CSV UTF-8.",
                       "Remove sheets, pictures and formatted empty rows, or save the sheet as CSV UTF-8."));
}

static enum err damaged(struct problem *problem)
{
    return refuse(problem, ERR_MALFORMED, STR_NONE, TEXT("El archivo está dañado o incompleto.", "The file is damaged or incomplete."),
                  TEXT("Ábralo en su programa de hojas de cálculo y guárdelo de nuevo.",
                       "Open it in your spreadsheet program and save it again."));
}

/* The directory of the package, before anything is unpacked. */
static FALLIBLE check_entries(struct arena *arena, struct xlsx_zip *zip, size_t packed, struct problem *problem)
{
    uint64_t unpacked = 0;
    zip_int64_t count = zip_get_num_entries(zip->archive, 0);
    if (count > XLSX_ENTRY_LIMIT) {
        return too_large(problem);
    }
    zip->names = ARENA_ARRAY(arena, struct str, (size_t)count + 1);
    zip->sizes = ARENA_ARRAY(arena, uint64_t, (size_t)count + 1);
    for (zip_int64_t i = 0; i < count; i++) {
        struct zip_stat stat;
        zip_stat_init(&stat);
        if (zip_stat_index(zip->archive, (zip_uint64_t)i, ZIP_FL_ENC_RAW, &stat) != 0 || (stat.valid & ZIP_STAT_NAME) == 0 ||
            (stat.valid & ZIP_STAT_SIZE) == 0 || (stat.valid & ZIP_STAT_COMP_SIZE) == 0) {
            return damaged(problem);
        }
        struct str name = str_copy(arena, str_of(stat.name));
        TRY(check_entry(&stat, name, problem));
        if (stat.size > XLSX_UNPACKED_LIMIT || (stat.size > SMALL_ENTRY && stat.size / XLSX_RATIO_LIMIT > stat.comp_size)) {
            return too_large(problem);
        }
        size_t other;
        if (xlsx_zip_find(zip, name, &other)) {
            return damaged(problem);
        }
        zip->names[zip->count] = name;
        zip->sizes[zip->count++] = stat.size;
        unpacked += stat.size;
    }
    if (unpacked > XLSX_UNPACKED_LIMIT || (unpacked > SMALL_ENTRY && unpacked / XLSX_RATIO_LIMIT > packed)) {
        return too_large(problem);
    }
    return ERR_OK;
}

FALLIBLE xlsx_zip_open(struct arena *arena, struct str bytes, struct xlsx_zip **out, struct problem *problem)
{
    zip_error_t error;
    zip_error_init(&error);
    struct zip_source *source = zip_source_buffer_create(bytes.ptr, bytes.len, 0, &error);
    struct zip *archive = source == NULL ? NULL : zip_open_from_source(source, ZIP_RDONLY, &error);
    if (archive == NULL && source != NULL) {
        zip_source_free(source);
    }
    zip_error_fini(&error);
    if (archive == NULL) {
        return damaged(problem);
    }
    struct xlsx_zip *zip = ARENA_NEW(arena, struct xlsx_zip);
    zip->archive = archive;
    enum err err = check_entries(arena, zip, bytes.len, problem);
    if (err != ERR_OK) {
        xlsx_zip_close(zip);
        return err;
    }
    *out = zip;
    return ERR_OK;
}

void xlsx_zip_close(struct xlsx_zip *zip)
{
    if (zip->file != NULL) {
        zip_fclose(zip->file);
        zip->file = NULL;
    }
    zip_discard(zip->archive);
}

bool xlsx_zip_find(const struct xlsx_zip *zip, struct str name, size_t *entry)
{
    for (size_t i = 0; i < zip->count; i++) {
        if (zip->names[i].len == name.len && strncasecmp(zip->names[i].ptr, name.ptr, name.len) == 0) {
            *entry = i;
            return true;
        }
    }
    return false;
}

FALLIBLE xlsx_zip_start(struct xlsx_zip *zip, size_t entry)
{
    assert(entry < zip->count);
    if (zip->file != NULL) {
        zip_fclose(zip->file);
    }
    zip->file = zip_fopen_index(zip->archive, entry, 0);
    zip->left = zip->sizes[entry];
    return zip->file == NULL ? ERR_MALFORMED : ERR_OK;
}

FALLIBLE xlsx_zip_read(struct xlsx_zip *zip, char *into, size_t room, size_t *out_len)
{
    zip_int64_t got = zip_fread(zip->file, into, room);
    if (got < 0 || (uint64_t)got > zip->left) {
        return ERR_MALFORMED;
    }
    zip->left -= (uint64_t)got;
    *out_len = (size_t)got;
    return ERR_OK;
}
