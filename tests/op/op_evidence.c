#include "op.h"

#include "../unit/media_maker.h"
#include "advice/session.h"
#include "agreement/agreement.h"
#include "client/client.h"
#include "client/enterprise.h"
#include "client/person.h"
#include "evidence/evidence_ops.h"
#include "format/sandbox.h"
#include "party/letterhead.h"
#include "party/organisation.h"
#include "party/party.h"
#include "party/staff.h"
#include "party/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Files and documents through op_run: what is taken, what is refused, who sees what. */

static struct actor local = {.role = ROLE_LOCAL, .name = {"local:prueba", 12}, .origin = {"cli", 3}};
static struct actor director = {.role = ROLE_DIRECTOR, .name = {"directora", 9}, .origin = {"web", 3}};
static struct actor adviser = {.role = ROLE_ADVISER, .name = {"asesora", 7}, .origin = {"web", 3}};
static struct actor colleague = {.role = ROLE_ADVISER, .name = {"asesor", 6}, .origin = {"web", 3}};
static struct actor stranger = {.role = ROLE_DIRECTOR, .name = {"ajeno", 5}, .origin = {"web", 3}};
static struct actor executive = {.role = ROLE_EXECUTIVE, .name = {"ejecutiva", 9}, .origin = {"web", 3}};
static struct actor partner = {.role = ROLE_PARTNER_READER, .name = {"socio", 5}, .origin = {"web", 3}};
static char folder[] = "/tmp/adelante-evidence-XXXXXX";

static void place(struct actor *actor, const struct record *unit)
{
    actor->agency = unit->agency;
    actor->unit = unit->id;
    actor->user = id_new();
}

static const char *path_of(const char *name)
{
    return str_format(&op_arena, "%s/%s", folder, name).ptr;
}

static void write_file(const char *name, struct str bytes)
{
    FILE *file = fopen(path_of(name), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
    fclose(file);
}

static struct str read_whole(const char *name)
{
    struct buf out = BUF(&op_arena);
    char chunk[4096];
    size_t got;
    FILE *file = fopen(path_of(name), "rb");
    assert_non_null(file);
    while ((got = fread(chunk, 1, sizeof(chunk), file)) > 0) {
        buf_put(&out, (struct str){chunk, got});
    }
    fclose(file);
    return buf_str(&out);
}

static const char *file_json(const char *name)
{
    return str_format(&op_arena, "{\"path\":\"%s/%s\",\"record\":\"enterprises/E-1\"}", folder, name).ptr;
}

static const char *stored(const struct actor *actor, const char *name)
{
    op_do(actor, "file.add", file_json(name));
    return str_c(&op_arena, ((const struct evidence_file_output *)op_out)->sha256);
}

static const char *document(const char *code, const char *sha256, const char *records, const char *more)
{
    return str_format(&op_arena, "{\"code\":\"%s\",\"kind\":\"photo\",\"sha256\":\"%s\",\"records\":\"%s\"%s}", code, sha256, records, more).ptr;
}

static int open_all(void **state)
{
    (void)state;
    secret_init();
    clock_set(INT64_C(1416744000000000)); /* 2014-11-23T12:00:00Z */
    static const struct op *const tables[] = {unit_ops, staff_ops, organisation_ops, agreement_ops, person_ops, enterprise_ops,
                                              session_ops, evidence_ops, letterhead_ops};
    static size_t counts[COUNT_OF(tables)];
    const size_t now[COUNT_OF(tables)] = {unit_op_count,   staff_op_count,      organisation_op_count, agreement_op_count,
                                          person_op_count, enterprise_op_count, session_op_count,      evidence_op_count,
                                          letterhead_op_count};
    memcpy(counts, now, sizeof counts);
    static const struct entity *const entities[] = {&unit_entity,       &staff_entity,   &organisation_entity, &agreement_entity, &person_entity,
                                                    &enterprise_entity, &session_entity, &evidence_entity};
    entity_register(entities, COUNT_OF(entities));
    op_register(tables, counts, COUNT_OF(tables));
    op_open(RUNNER_INLINE);
    op_do(&local, "unit.add", "{\"code\":\"ADEL\",\"kind\":\"agency\",\"name\":\"ADEL de prueba\"}");
    place(&executive, op_out);
    op_do(&local, "unit.add", "{\"code\":\"CENTRO\",\"kind\":\"centre\",\"name\":\"Centro de prueba\",\"parent\":\"ADEL\"}");
    place(&director, op_out);
    place(&adviser, op_out);
    place(&colleague, op_out);
    place(&partner, op_out);
    op_do(&local, "unit.add", "{\"code\":\"OTRA\",\"kind\":\"agency\",\"name\":\"Otra agencia\"}");
    place(&stranger, op_out);
    op_do(&local, "staff.add", "{\"code\":\"ST-1\",\"unit\":\"CENTRO\",\"name\":\"Ana Prueba\"}");
    adviser.staff = ((const struct record *)op_out)->id;
    op_do(&local, "enterprise.add", "{\"code\":\"E-1\",\"unit\":\"CENTRO\",\"name\":\"Taller Uno\",\"district\":\"1408\"}");
    op_do(&local, "enterprise.add", "{\"code\":\"E-2\",\"unit\":\"CENTRO\",\"name\":\"Taller Dos\",\"district\":\"1408\"}");
    op_do(&local, "enterprise.add", "{\"code\":\"E-9\",\"unit\":\"OTRA\",\"name\":\"Ajena\",\"district\":\"1408\"}");
    op_do(&local, "agreement.add", "{\"code\":\"A-1\",\"unit\":\"ADEL\",\"title\":\"Convenio\",\"kind\":\"specific\",\"state\":\"negotiation\"}");
    assert_non_null(mkdtemp(folder));
    write_file("foto.jpg", maker_jpeg(&op_arena, 640, 480, true));
    write_file("acta.pdf", maker_pdf(&op_arena, S("")));
    write_file("otra.pdf", maker_pdf(&op_arena, S("5 0 obj (otra) endobj")));
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    static const char *const names[] = {"foto.jpg", "acta.pdf", "otra.pdf", "mala.jpg", "script.pdf", "grande.pdf", "acta.exe", "salida", "logo.png", "logo.jpg", "mini.png",
                                       "inmenso.png"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        unlink(path_of(names[i]));
    }
    rmdir(folder);
    op_close();
    return 0;
}

static void test_a_photo_is_attached(void **state)
{
    (void)state;
    const char *sha256 = stored(&adviser, "foto.jpg");
    op_says("\"known\":false");
    op_says("\"cleaned\":true");
    op_says("\"width\":640");
    assert_string_equal(stored(&adviser, "foto.jpg"), sha256);
    op_says("\"known\":true");
    op_do(&adviser, "document.add", document("D-1", sha256, "enterprises/E-1; enterprises/E-2;enterprises/E-1", ",\"title\":\"El taller\""));
    op_says("\"records\":\"enterprises/E-1;enterprises/E-2\"");
    op_says("\"unit\":\"CENTRO\"");
    op_says("\"media_type\":\"image/jpeg\"");
    op_says("\"confidentiality\":\"personal\"");
    op_do(&colleague, "document.by_record", "{\"dataset\":\"enterprises\",\"code\":\"E-2\"}");
    op_says("\"code\":\"D-1\"");
    const char *out = str_format(&op_arena, "{\"code\":\"D-1\",\"path\":\"%s\"}", path_of("salida")).ptr;
    op_do(&colleague, "document.content", out);
    struct hash hash = hash_of(read_whole("salida"));
    assert_true(str_eq_c(hash_hex(&op_arena, &hash), sha256));
    assert_true(str_find(read_whole("salida"), S("LATITUD")) == SIZE_MAX);
    op_do(&colleague, "document.verify", "{\"code\":\"D-1\"}");
    op_says("\"intact\":true");
    op_refused(&adviser, "document.add", document("D-2", "0000000000000000000000000000000000000000000000000000000000000000", "enterprises/E-1", ""),
               "sha256", "no está guardado");
}

static void test_files_that_are_none(void **state)
{
    (void)state;
    write_file("mala.jpg", S("Querida directora, le envío la foto."));
    op_refused(&adviser, "file.add", file_json("mala.jpg"), "file", "otro tipo");
    write_file("script.pdf", maker_pdf(&op_arena, S("5 0 obj << /S /JavaScript /JS (app.alert(1)) >> endobj")));
    op_refused(&adviser, "file.add", file_json("script.pdf"), "file", "un programa (JavaScript)");
    write_file("acta.exe", maker_pdf(&op_arena, S("")));
    op_refused(&adviser, "file.add", file_json("acta.exe"), "file", "El nombre no corresponde");
    struct buf big = BUF(&op_arena);
    buf_room(&big, (size_t)11 << 20);
    memset(big.ptr, 'x', (size_t)11 << 20);
    write_file("grande.pdf", (struct str){big.ptr, (size_t)11 << 20});
    op_refused(&adviser, "file.add", file_json("grande.pdf"), "file", "hasta 10 MB; este tiene 11");
    op_refused(&adviser, "file.add", file_json("no-existe.pdf"), "path", "no se puede leer");
    op_fails(&partner, "file.add", file_json("foto.jpg"), ERR_DENIED);
}

#define LOGO(code, sha256, records, more) \
    str_format(&op_arena, "{\"code\":\"%s\",\"kind\":\"logo\",\"sha256\":\"%s\",\"records\":\"%s\"%s}", code, sha256, records, more).ptr

/* A unit's logo: a small picture by its content; the nearest unit's, of the day of the sheet; gone when it is annulled. */
static void test_a_logo_is_a_picture_of_a_unit(void **state)
{
    (void)state;
    write_file("logo.png", maker_png(&op_arena, 600, 200, true));
    write_file("logo.jpg", maker_jpeg(&op_arena, 600, 200, true));
    write_file("mini.png", maker_png(&op_arena, 600, 20, false));
    write_file("inmenso.png", maker_png(&op_arena, 6000, 200, false));
    const char *png = stored(&executive, "logo.png");
    const char *jpeg = stored(&executive, "logo.jpg");
    op_do(&adviser, "unit.letterhead", "{}");
    assert_true(str_is_empty(((const struct letterhead *)op_out)->logo));
    op_refused(&adviser, "document.add", LOGO("LG-1", png, "units/CENTRO", ""), "records", "Su rol no cambia registros");
    op_refused(&local, "document.add", LOGO("LG-1", png, "enterprises/E-1", ""), "records", "de una sola unidad");
    op_refused(&executive, "document.add", LOGO("LG-1", png, "units/CENTRO;units/ADEL", ""), "records", "de una sola unidad");
    op_refused(&executive, "document.add", LOGO("LG-1", stored(&executive, "acta.pdf"), "units/ADEL", ""), "file", "PNG o JPEG");
    op_refused(&executive, "document.add", LOGO("LG-1", stored(&executive, "mini.png"), "units/ADEL", ""), "file", "de 40 a 3,000 puntos");
    op_refused(&executive, "document.add", LOGO("LG-1", stored(&executive, "inmenso.png"), "units/ADEL", ""), "file", "de 40 a 3,000 puntos");
    op_do(&executive, "document.add", LOGO("LG-1", png, "units/ADEL", ""));
    op_says("\"confidentiality\":\"public\"");
    op_do(&adviser, "unit.letterhead", "{}"); /* of the unit above */
    assert_str(((const struct letterhead *)op_out)->logo, "LG-1");
    assert_str(((const struct letterhead *)op_out)->logo_type, "image/png");
    op_do(&executive, "document.add", LOGO("LG-2", jpeg, "units/CENTRO", ",\"date\":\"2014-06-01\""));
    op_do(&adviser, "unit.letterhead", "{}");
    assert_str(((const struct letterhead *)op_out)->logo, "LG-2");
    op_do(&adviser, "unit.letterhead", "{\"on\":\"2014-05-31\"}"); /* before the centre had its own */
    assert_str(((const struct letterhead *)op_out)->logo, "LG-1");
    op_do(&executive, "document.annul", "{\"code\":\"LG-2\",\"version\":1,\"reason\":\"Cambió\"}");
    op_do(&adviser, "unit.letterhead", "{}");
    assert_str(((const struct letterhead *)op_out)->logo, "LG-1");
    op_do(&stranger, "unit.letterhead", "{}"); /* of another agency */
    assert_true(str_is_empty(((const struct letterhead *)op_out)->logo));
}

static void test_what_a_document_may_support(void **state)
{
    (void)state;
    const char *sha256 = stored(&adviser, "acta.pdf");
    op_says("\"pages\":2");
    op_refused(&adviser, "document.add", document("D-3", sha256, "", ""), "records", "Falta: Registros");
    op_refused(&adviser, "document.add", document("D-3", sha256, "; ;", ""), "records", "Falta el registro");
    op_refused(&adviser, "document.add", document("D-3", sha256, "recetas/R-1", ""), "records", "de ese conjunto");
    op_refused(&adviser, "document.add", document("D-3", sha256, "enterprises/E-77", ""), "records", "no existe");
    op_refused(&adviser, "document.add", document("D-3", sha256, "enterprises/E-9", ""), "records", "no existe");
    op_refused(&local, "document.add", document("D-3", sha256, "enterprises/E-1;enterprises/E-9", ""), "records", "misma agencia");
    op_refused(&adviser, "document.add", document("D-3", sha256, "agreements/A-1", ""), "records", "Su rol no cambia");
    op_refused(&director, "document.add",
               document("D-3", sha256, "enterprises/E-1", ",\"date\":\"2014-05-01\",\"retention_until\":\"2013-05-01\""), "retention_until",
               "antes de su propia fecha");
    op_do(&director, "document.add", document("D-3", sha256, "agreements/A-1", ",\"title\":\"Convenio\""));
    const char *other = stored(&director, "otra.pdf");
    op_refused(&director, "document.set", str_format(&op_arena, "{\"code\":\"D-3\",\"version\":1,\"sha256\":\"%s\"}", other).ptr, "sha256", "no cambia");
    op_do(&director, "document.set", "{\"code\":\"D-3\",\"version\":1,\"title\":\"Convenio firmado\"}");
    op_do(&director, "document.annul", "{\"code\":\"D-3\",\"reason\":\"Era el borrador\",\"version\":2}");
    op_do(&director, "document.by_record", "{\"dataset\":\"agreements\",\"code\":\"A-1\"}");
    op_says("\"items\":[]");
    /* Another agency has neither the record nor the file, though it knows its name. */
    op_fails(&stranger, "document.get", "{\"code\":\"D-3\"}", ERR_NOT_FOUND);
    op_fails(&stranger, "document.by_record", "{\"dataset\":\"agreements\",\"code\":\"A-1\"}", ERR_NOT_FOUND);
    op_refused(&stranger, "document.add", document("D-9", sha256, "enterprises/E-9", ""), "sha256", "no está guardado");
}

static void test_sensitive_documents(void **state)
{
    (void)state;
    const char *sha256 = stored(&adviser, "acta.pdf");
    op_do(&adviser, "document.add", document("D-5", sha256, "enterprises/E-1", ",\"confidentiality\":\"sensitive\""));
    op_do(&adviser, "document.content", "{\"code\":\"D-5\"}");
    op_do(&director, "document.content", "{\"code\":\"D-5\"}");
    op_fails(&colleague, "document.content", "{\"code\":\"D-5\"}", ERR_DENIED);
    op_do(&colleague, "document.get", "{\"code\":\"D-5\"}");
}

static void test_a_record_has_no_more_than_25(void **state)
{
    (void)state;
    const char *sha256 = stored(&adviser, "acta.pdf");
    op_do(&local, "enterprise.add", "{\"code\":\"E-3\",\"unit\":\"CENTRO\",\"name\":\"Taller Tres\",\"district\":\"1408\"}");
    for (int i = 0; i < EVIDENCE_OF_ONE_MOST; i++) {
        op_do(&adviser, "document.add", document(str_format(&op_arena, "L-%d", i).ptr, sha256, "enterprises/E-3", ""));
    }
    op_refused(&adviser, "document.add", document("L-99", sha256, "enterprises/E-3", ""), "records", "hasta 25");
}

static void test_evidence_of_a_session(void **state)
{
    (void)state;
    const char *sha256 = stored(&adviser, "foto.jpg");
    const char *set = "{\"code\":\"S-1\",\"version\":1,\"verification\":\"with_evidence\"}";
    op_do(&adviser, "session.add", "{\"code\":\"S-1\",\"unit\":\"CENTRO\",\"date\":\"2014-11-03\",\"kind\":\"advice_business\",\"modality\":\"office\","
                                   "\"adviser\":\"ST-1\",\"enterprises\":[\"E-1\"],\"contact_minutes\":60,\"state\":\"held\"}");
    op_refused(&adviser, "session.set", set, "evidence", "dice cuál es");
    op_do(&adviser, "document.add", document("S-D", sha256, "sessions/S-1", ""));
    op_do(&adviser, "session.set", set);
    /* What was verified and is changed falls back to what there is: an attached document, or nothing. */
    op_do(&director, "session.verify", "{\"code\":\"S-1\",\"version\":2,\"verification\":\"verified\"}");
    op_do(&adviser, "session.set", "{\"code\":\"S-1\",\"version\":3,\"contact_minutes\":90}");
    op_says("\"verification\":\"with_evidence\"");
    op_do(&director, "document.annul", "{\"code\":\"S-D\",\"version\":1,\"reason\":\"De otra sesión\"}");
    op_do(&director, "session.verify", "{\"code\":\"S-1\",\"version\":4,\"verification\":\"verified\"}");
    op_do(&adviser, "session.set", "{\"code\":\"S-1\",\"version\":5,\"contact_minutes\":60}");
    op_says("\"verification\":\"declared\"");
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], SANDBOX_ARGUMENT) == 0) {
        return sandbox_main(argc, argv);
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_photo_is_attached),
        cmocka_unit_test(test_files_that_are_none),
        cmocka_unit_test(test_a_logo_is_a_picture_of_a_unit),
        cmocka_unit_test(test_what_a_document_may_support),
        cmocka_unit_test(test_sensitive_documents),
        cmocka_unit_test(test_a_record_has_no_more_than_25),
        cmocka_unit_test(test_evidence_of_a_session),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
