/* Simulated power cuts under the real db.c and db_sqlite.c (security.md 9).
 *
 *   powercut [--cuts=2000] [--seed=1] [--synchronous=NORMAL|OFF] [--lying-disk] [--must-lose] [--must-fail]
 *
 * (or ADELANTE_POWER_CUTS and ADELANTE_POWER_SEED). Every cut falls somewhere in the making of the database, in a
 * transaction, in a checkpoint, in closing, or in the recovery from the cut before. Afterwards:
 * - every transaction that db_commit acknowledged is there; one that it answered ERR_UNKNOWN may be; any other is not;
 * - the amounts of all accounts add up to what they always did;
 * - integrity_check and foreign_key_check find nothing.
 * With --must-lose (NORMAL) acknowledged transactions must be missed and everything else must hold; with --must-fail (OFF, a
 * disk that lies) something must be found: a test that cannot fail shows nothing.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "db/db.h"
#include "db/migrate.h"
#include "disk.h"

#define URL "ledger.db?vfs=powercut"
#define ACCOUNTS 200
#define START 1000
#define CUTS_PER_DISK 25

static const char ledger_text[] =
    "CREATE TABLE account (\n"
    "    id $INT NOT NULL PRIMARY KEY, -- number\n"
    "    amount $INT NOT NULL, -- cents\n"
    "    note $TEXT NOT NULL -- fills the row\n"
    ") $STRICT;\n"
    "CREATE TABLE transfer (\n"
    "    number $INT NOT NULL PRIMARY KEY, -- of the transaction\n"
    "    account $INT NOT NULL REFERENCES account (id), -- where to\n"
    "    note $TEXT NOT NULL -- fills the row\n"
    ") $STRICT;\n"
    "CREATE INDEX transfer_account ON transfer (account, number);\n"
    "INSERT INTO account (id, amount, note) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) "
    "SELECT i, 1000, 'account without a name, number ' || i || ' of two hundred' FROM n;\n";
static const struct migration ledger[] = {
    {.number = 1, .name = "0001_ledger", .sql = ledger_text, .length = sizeof(ledger_text) - 1}};

struct run {
    int64_t cuts;
    uint64_t seed;
    const char *synchronous; /* NULL: as db_open sets it */
    bool lying;
    bool must_lose;
    bool must_fail;
    int64_t acknowledged; /* number of the newest transaction that was */
    int64_t unknown;      /* one that may be there; 0: none */
    int64_t lost;         /* cuts after which an acknowledged transaction was missing */
    int64_t wrong;        /* cuts after which anything else was wrong */
    int64_t commits;
    int64_t recoveries_cut;
};

static char filler[4000];

static void complain(struct run *run, int64_t *counter, const char *what, int64_t number)
{
    ++*counter;
    if (!run->must_lose && !run->must_fail && *counter <= 10) {
        printf("%s (%lld) with seed %llu\n", what, (long long)number, (unsigned long long)run->seed);
    }
}

/* ---- what is done while the power is on -------------------------------------------------------- */

static enum err move(struct db *db, int64_t account, int64_t cents)
{
    struct db_stmt *stmt;
    TRY(db_prepare(db, SQL("UPDATE account SET amount = amount + ?2 WHERE id = ?1"), &stmt));
    db_bind_int(stmt, 1, account);
    db_bind_int(stmt, 2, cents);
    return db_run(stmt);
}

static enum err record(struct db *db, int64_t number, int64_t account)
{
    struct db_stmt *stmt;
    TRY(db_prepare(db, SQL("INSERT INTO transfer (number, account, note) VALUES (?1, ?2, ?3)"), &stmt));
    db_bind_int(stmt, 1, number);
    db_bind_int(stmt, 2, account);
    db_bind_text(stmt, 3, (struct str){filler, disk_random(6) == 0 ? disk_random(sizeof(filler)) : disk_random(60)});
    return db_run(stmt);
}

static enum err transact_inside(struct db *db, int64_t number)
{
    for (uint64_t i = 0; i <= disk_random(4); i++) {
        int64_t cents = (int64_t)disk_random(500);
        TRY(move(db, 1 + (int64_t)disk_random(ACCOUNTS), -cents));
        TRY(move(db, 1 + (int64_t)disk_random(ACCOUNTS), cents));
    }
    if (disk_random(4) == 0) {
        /* Money out of nothing, taken back. */
        TRY(db_savepoint(db));
        TRY(move(db, 1, 1));
        TRY(record(db, 1000000 + number, 1));
        db_rollback_savepoint(db);
    }
    return record(db, number, 1 + (int64_t)disk_random(ACCOUNTS));
}

static enum err transact(struct run *run, struct db *db)
{
    int64_t number = run->acknowledged + 1;
    TRY(db_begin(db));
    enum err err = transact_inside(db, number);
    if (err != ERR_OK || disk_random(20) == 0) {
        db_rollback(db);
        return err;
    }
    err = db_commit(db);
    if (err == ERR_OK) {
        run->acknowledged = number;
        run->commits++;
    } else if (err == ERR_UNKNOWN) {
        run->unknown = number;
    }
    return err;
}

static enum err open_ledger(struct run *run, struct arena *arena, struct db **out)
{
    struct text problem;
    enum err err = db_open(URL, DB_CREATE, arena, out, &problem);
    if (err == ERR_OK && run->synchronous != NULL) {
        err = strcmp(run->synchronous, "OFF") == 0 ? db_execute(*out, SQL("PRAGMA synchronous=OFF"))
                                                   : db_execute(*out, SQL("PRAGMA synchronous=NORMAL"));
    }
    return err == ERR_OK ? migrate_run(*out, 0, arena, &problem) : err;
}

static void work_until_dark(struct run *run)
{
    struct arena arena = {0};
    struct db *db = NULL;
    enum err err = open_ledger(run, &arena, &db);
    while (err == ERR_OK && !disk_is_dead()) {
        err = transact(run, db);
        if (err == ERR_OK && disk_random(25) == 0) {
            err = disk_random(3) == 0 ? db_execute(db, SQL("PRAGMA wal_checkpoint(TRUNCATE)"))
                                      : db_execute(db, SQL("PRAGMA wal_checkpoint(PASSIVE)"));
        }
        if (err == ERR_OK && disk_random(60) == 0) {
            db_close(db);
            db = NULL;
            err = open_ledger(run, &arena, &db);
        }
    }
    if (!disk_is_dead()) {
        complain(run, &run->wrong, "an error without a cut", (int64_t)err);
    }
    db_close(db);
    arena_release(&arena);
}

/* ---- what must be true afterwards ---------------------------------------------------------------- */

static enum err check_ledger(struct run *run, struct db *db, struct arena *arena)
{
    int64_t newest;
    int64_t count;
    int64_t sum;
    struct str report;
    int findings;
    TRY(db_get_int(db, SQL("SELECT coalesce(max(number), 0) FROM transfer"), &newest));
    TRY(db_get_int(db, SQL("SELECT count(*) FROM transfer"), &count));
    TRY(db_get_int(db, SQL("SELECT sum(amount) FROM account"), &sum));
    TRY(db_check(db, arena, &report, &findings));
    if (findings > 0) {
        complain(run, &run->wrong, "integrity_check found something", findings);
    } else if (sum != (int64_t)ACCOUNTS * START) {
        complain(run, &run->wrong, "the amounts add up to something else", sum);
    } else if (count != newest || newest > (run->unknown > 0 ? run->unknown : run->acknowledged)) {
        complain(run, &run->wrong, "a transaction is there that was never committed", newest);
    } else if (newest < run->acknowledged) {
        complain(run, &run->lost, "acknowledged transactions are lost", run->acknowledged - newest);
    }
    run->acknowledged = newest;
    run->unknown = 0;
    return ERR_OK;
}

/* False if the disk must be formatted. */
static bool verify(struct run *run)
{
    struct arena arena = {0};
    struct db *db = NULL;
    while (disk_random(3) == 0) {
        /* The power goes again while the first thing after the cut is done. */
        disk_cut_at(1 + (int64_t)disk_random(12));
        if (open_ledger(run, &arena, &db) == ERR_OK) {
            (void)!db_execute(db, SQL("PRAGMA wal_checkpoint(TRUNCATE)"));
        }
        run->recoveries_cut += disk_is_dead();
        db_close(db);
        db = NULL;
        disk_reboot();
    }
    enum err err = open_ledger(run, &arena, &db);
    if (err == ERR_OK) {
        err = check_ledger(run, db, &arena);
    }
    if (err != ERR_OK) {
        complain(run, &run->wrong, "the database cannot be opened or read", (int64_t)err);
    }
    db_close(db);
    arena_release(&arena);
    return err == ERR_OK;
}

static int judge(const struct run *run)
{
    printf("%lld cuts, %lld of them also in recovery, %lld commits: acknowledged transactions lost %lld times, "
           "anything else wrong %lld times (seed %llu)\n",
           (long long)run->cuts, (long long)run->recoveries_cut, (long long)run->commits, (long long)run->lost,
           (long long)run->wrong, (unsigned long long)run->seed);
    if (run->commits < run->cuts) {
        printf("hardly anything was committed: the test shows nothing\n");
        return 1;
    }
    if (run->must_lose) {
        return run->lost > 0 && run->wrong == 0 ? 0 : 1;
    }
    return (run->lost > 0 || run->wrong > 0) == run->must_fail ? 0 : 1;
}

static int64_t number_from(const char *text, const char *fallback)
{
    int64_t number = 0;
    if (!str_to_int(str_of(text == NULL ? fallback : text), &number) || number < 1) {
        printf("powercut: '%s' is not a number\n", text);
        exit(2);
    }
    return number;
}

static bool read_option(struct run *run, const char *option)
{
    if (strncmp(option, "--cuts=", 7) == 0) {
        run->cuts = number_from(option + 7, NULL);
    } else if (strncmp(option, "--seed=", 7) == 0) {
        run->seed = (uint64_t)number_from(option + 7, NULL);
    } else if (strcmp(option, "--synchronous=NORMAL") == 0 || strcmp(option, "--synchronous=OFF") == 0) {
        run->synchronous = option + strlen("--synchronous=");
    } else if (strcmp(option, "--lying-disk") == 0) {
        run->lying = true;
    } else if (strcmp(option, "--must-lose") == 0) {
        run->must_lose = true;
    } else if (strcmp(option, "--must-fail") == 0) {
        run->must_fail = true;
    } else {
        return false;
    }
    return true;
}

int main(int argc, char **argv)
{
    struct run run = {.cuts = number_from(getenv("ADELANTE_POWER_CUTS"), "2000"),
                      .seed = (uint64_t)number_from(getenv("ADELANTE_POWER_SEED"), "1")};
    for (int i = 1; i < argc; i++) {
        if (!read_option(&run, argv[i])) {
            printf("powercut: unknown option %s\n", argv[i]);
            return 2;
        }
    }
    /* Every cut leaves a line about a damaged database there; what counts is said on standard output. */
    if (freopen("/dev/null", "w", stderr) == NULL) {
        return 2;
    }
    for (size_t i = 0; i < sizeof(filler); i++) {
        filler[i] = (char)('a' + i % 26);
    }
    migrate_use(ledger, COUNT_OF(ledger));
    disk_register();
    disk_seed(run.seed);
    disk_lie(run.lying);
    disk_format();
    for (int64_t cut = 0; cut < run.cuts; cut++) {
        if (cut % CUTS_PER_DISK == 0) {
            disk_format();
            run.acknowledged = 0;
            run.unknown = 0;
        }
        disk_cut_at(1 + (int64_t)disk_random(cut % CUTS_PER_DISK == 0 ? 120 : 400));
        work_until_dark(&run);
        disk_reboot();
        if (!verify(&run)) {
            disk_format();
            run.acknowledged = 0;
            run.unknown = 0;
        }
    }
    disk_format();
    return judge(&run);
}
