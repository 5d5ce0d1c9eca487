#include "disk.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILES 16
#define SECTOR 512
#define REGIONS 64
#define UNUSED_ARGUMENT(x) (void)(x)

struct change {
    bool truncate;
    int64_t at; /* offset, or the new size */
    size_t length;
    unsigned char *bytes;
};
struct content {
    unsigned char *bytes;
    size_t size;
    size_t cap;
};
struct disk_file {
    char name[128];
    bool linked;  /* as programs see it */
    bool durable; /* the directory on the disk knows the file that is there now */
    bool removed; /* … or still knows the one that was removed before it */
    struct content old; /* what that one held */
    struct content now;
    struct content synced;
    struct change *changes;
    size_t change_count;
    size_t change_cap;
    void *regions[REGIONS];
};
struct open_file {
    sqlite3_file base;
    struct disk_file *file;
    bool temporary;
};

static struct disk_file files[FILES];
static uint64_t chance = 1;
static int64_t calls;
static int64_t cut_at;
static bool dead;
static bool lying;

/* ---- chance ------------------------------------------------------------------------------- */

void disk_seed(uint64_t seed)
{
    chance = seed * UINT64_C(0x9E3779B97F4A7C15) + 1;
}

/* SplitMix64 */
static uint64_t mixed(uint64_t x)
{
    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    return x ^ (x >> 31);
}

uint64_t disk_random(uint64_t below)
{
    chance += UINT64_C(0x9E3779B97F4A7C15);
    return mixed(chance) % below;
}

/* ---- content ------------------------------------------------------------------------------- */

static void *must(void *memory)
{
    if (memory == NULL) {
        abort();
    }
    return memory;
}

static void resize(struct content *content, size_t size)
{
    if (size > content->cap) {
        size_t cap = content->cap == 0 ? 65536 : content->cap;
        while (cap < size) {
            cap *= 2;
        }
        content->bytes = must(realloc(content->bytes, cap));
        content->cap = cap;
    }
    if (size > content->size) {
        memset(content->bytes + content->size, 0, size - content->size);
    }
    content->size = size;
}

static void put(struct content *content, int64_t at, const unsigned char *bytes, size_t length)
{
    size_t end = (size_t)at + length;
    if (end > content->size) {
        resize(content, end);
    }
    memcpy(content->bytes + at, bytes, length);
}

static void copy(struct content *to, const struct content *from)
{
    resize(to, 0);
    resize(to, from->size);
    if (from->size > 0) {
        memcpy(to->bytes, from->bytes, from->size);
    }
}

static void remember(struct disk_file *file, struct change change)
{
    if (file->change_count == file->change_cap) {
        file->change_cap = file->change_cap == 0 ? 256 : file->change_cap * 2;
        file->changes = must(realloc(file->changes, file->change_cap * sizeof(struct change)));
    }
    file->changes[file->change_count++] = change;
}

static void forget_changes(struct disk_file *file)
{
    for (size_t i = 0; i < file->change_count; i++) {
        free(file->changes[i].bytes);
    }
    file->change_count = 0;
}

static void change_size(struct disk_file *file, int64_t size)
{
    resize(&file->now, (size_t)size);
    remember(file, (struct change){.truncate = true, .at = size});
}

static void make_durable(struct disk_file *file)
{
    for (size_t i = 0; i < file->change_count; i++) {
        const struct change *change = &file->changes[i];
        if (change->truncate) {
            resize(&file->synced, (size_t)change->at);
        } else {
            put(&file->synced, change->at, change->bytes, change->length);
        }
    }
    forget_changes(file);
    file->durable = true;
    file->removed = false;
}

/* How many of the changes this sector has seen. */
static size_t seen(uint64_t salt, int64_t sector, size_t count)
{
    uint64_t dice = mixed(salt ^ mixed((uint64_t)sector));
    switch (dice & 3) {
    case 0:
        return 0;
    case 1:
        return count;
    default:
        return (size_t)((dice >> 2) % (count + 1));
    }
}

static void keep_some(struct disk_file *file)
{
    uint64_t salt = disk_random(UINT64_MAX);
    for (size_t i = 0; i < file->change_count; i++) {
        const struct change *change = &file->changes[i];
        if (change->truncate) {
            if (i < seen(salt, -1, file->change_count)) {
                resize(&file->synced, (size_t)change->at);
            }
            continue;
        }
        for (size_t from = 0; from < change->length;) {
            int64_t at = change->at + (int64_t)from;
            size_t length = SECTOR - (size_t)(at % SECTOR);
            length = length > change->length - from ? change->length - from : length;
            if (i < seen(salt, at / SECTOR, file->change_count)) {
                put(&file->synced, at, change->bytes + from, length);
            }
            from += length;
        }
    }
    forget_changes(file);
}

/* ---- the power ------------------------------------------------------------------------------- */

static void free_regions(struct disk_file *file)
{
    for (size_t i = 0; i < REGIONS; i++) {
        free(file->regions[i]);
        file->regions[i] = NULL;
    }
}

void disk_format(void)
{
    for (size_t i = 0; i < FILES; i++) {
        forget_changes(&files[i]);
        free_regions(&files[i]);
        free(files[i].changes);
        free(files[i].now.bytes);
        free(files[i].synced.bytes);
        free(files[i].old.bytes);
        files[i] = (struct disk_file){0};
    }
    dead = false;
    cut_at = 0;
}

void disk_reboot(void)
{
    for (size_t i = 0; i < FILES; i++) {
        struct disk_file *file = &files[i];
        if (file->name[0] == '\0') {
            continue;
        }
        keep_some(file);
        free_regions(file);
        if (file->removed && disk_random(2) == 0) {
            copy(&file->synced, &file->old);
            file->linked = true;
        } else if (file->linked && !file->durable) {
            file->linked = disk_random(2) == 0;
        }
        if (!file->linked) {
            resize(&file->synced, 0);
        }
        file->durable = file->linked;
        file->removed = false;
        copy(&file->now, &file->synced);
    }
    dead = false;
    cut_at = 0;
}

void disk_cut_at(int64_t nth)
{
    cut_at = nth == 0 ? 0 : calls + nth;
}

bool disk_is_dead(void)
{
    return dead;
}

void disk_lie(bool lie)
{
    lying = lie;
}

int64_t disk_calls(void)
{
    return calls;
}

/* True if the power is gone before this call does anything that lasts for certain. */
static bool goes_out(void)
{
    calls++;
    dead = dead || (cut_at != 0 && calls >= cut_at);
    return dead;
}

/* ---- the methods of a file -------------------------------------------------------------------- */

static struct disk_file *file_of(sqlite3_file *base)
{
    return ((struct open_file *)base)->file;
}

static int close_file(sqlite3_file *base)
{
    struct open_file *open = (struct open_file *)base;
    if (open->temporary) {
        open->file->linked = false;
        open->file->name[0] = '\0';
    }
    return SQLITE_OK;
}

static int read_file(sqlite3_file *base, void *out, int count, sqlite3_int64 at)
{
    struct disk_file *file = file_of(base);
    if (dead) {
        return SQLITE_IOERR_READ;
    }
    size_t there = at < (int64_t)file->now.size ? file->now.size - (size_t)at : 0;
    there = there > (size_t)count ? (size_t)count : there;
    if (there > 0) {
        memcpy(out, file->now.bytes + at, there);
    }
    memset((char *)out + there, 0, (size_t)count - there);
    return there == (size_t)count ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int write_file(sqlite3_file *base, const void *bytes, int count, sqlite3_int64 at)
{
    struct disk_file *file = file_of(base);
    if (dead) {
        return SQLITE_IOERR_WRITE;
    }
    struct change change = {.at = at, .length = (size_t)count, .bytes = must(malloc((size_t)count))};
    memcpy(change.bytes, bytes, (size_t)count);
    put(&file->now, at, bytes, (size_t)count);
    remember(file, change);
    return goes_out() ? SQLITE_IOERR_WRITE : SQLITE_OK;
}

static int truncate_file(sqlite3_file *base, sqlite3_int64 size)
{
    if (dead) {
        return SQLITE_IOERR_TRUNCATE;
    }
    change_size(file_of(base), size);
    return goes_out() ? SQLITE_IOERR_TRUNCATE : SQLITE_OK;
}

static int sync_file(sqlite3_file *base, int flags)
{
    UNUSED_ARGUMENT(flags);
    if (goes_out()) {
        return SQLITE_IOERR_FSYNC;
    }
    if (!lying) {
        make_durable(file_of(base));
    }
    return SQLITE_OK;
}

static int size_of_file(sqlite3_file *base, sqlite3_int64 *out)
{
    *out = (sqlite3_int64)file_of(base)->now.size;
    return dead ? SQLITE_IOERR_FSTAT : SQLITE_OK;
}

static int lock_file(sqlite3_file *base, int level)
{
    UNUSED_ARGUMENT(base);
    UNUSED_ARGUMENT(level);
    return SQLITE_OK;
}

static int check_lock(sqlite3_file *base, int *out)
{
    UNUSED_ARGUMENT(base);
    *out = 0;
    return SQLITE_OK;
}

static int control_file(sqlite3_file *base, int what, void *argument)
{
    UNUSED_ARGUMENT(base);
    UNUSED_ARGUMENT(what);
    UNUSED_ARGUMENT(argument);
    return SQLITE_NOTFOUND;
}

static int sector_size(sqlite3_file *base)
{
    UNUSED_ARGUMENT(base);
    return SECTOR;
}

/* The same promise as the file systems of the system: a write does not harm the bytes beside it. */
static int characteristics(sqlite3_file *base)
{
    UNUSED_ARGUMENT(base);
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int map_region(sqlite3_file *base, int number, int size, int extend, void volatile **out)
{
    struct disk_file *file = file_of(base);
    *out = NULL;
    if (number >= REGIONS) {
        return SQLITE_IOERR_SHMMAP;
    }
    if (file->regions[number] == NULL && extend) {
        file->regions[number] = must(calloc(1, (size_t)size));
    }
    *out = file->regions[number];
    return SQLITE_OK;
}

static int lock_region(sqlite3_file *base, int offset, int count, int flags)
{
    UNUSED_ARGUMENT(base);
    UNUSED_ARGUMENT(offset);
    UNUSED_ARGUMENT(count);
    UNUSED_ARGUMENT(flags);
    return SQLITE_OK;
}

static void barrier(sqlite3_file *base)
{
    UNUSED_ARGUMENT(base);
}

static int unmap(sqlite3_file *base, int remove)
{
    UNUSED_ARGUMENT(remove);
    free_regions(file_of(base));
    return SQLITE_OK;
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = close_file,
    .xRead = read_file,
    .xWrite = write_file,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = size_of_file,
    .xLock = lock_file,
    .xUnlock = lock_file,
    .xCheckReservedLock = check_lock,
    .xFileControl = control_file,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = characteristics,
    .xShmMap = map_region,
    .xShmLock = lock_region,
    .xShmBarrier = barrier,
    .xShmUnmap = unmap,
};

/* ---- the methods of the VFS --------------------------------------------------------------------- */

static struct disk_file *find(const char *name, bool make)
{
    struct disk_file *unused = NULL;
    for (size_t i = 0; i < FILES; i++) {
        if (strcmp(files[i].name, name) == 0) {
            return &files[i];
        }
        if (files[i].name[0] == '\0' && unused == NULL) {
            unused = &files[i];
        }
    }
    if (!make || unused == NULL) {
        return NULL;
    }
    snprintf(unused->name, sizeof(unused->name), "%s", name);
    return unused;
}

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *flags_out)
{
    static int temporaries;
    struct open_file *open = (struct open_file *)base;
    char temporary[32];
    UNUSED_ARGUMENT(vfs);
    *open = (struct open_file){0};
    if (dead) {
        return SQLITE_CANTOPEN;
    }
    if (name == NULL) {
        snprintf(temporary, sizeof(temporary), "temporary-%d", temporaries++);
        open->temporary = true;
    }
    struct disk_file *file = find(name == NULL ? temporary : name, true);
    if (file == NULL || (!file->linked && (flags & SQLITE_OPEN_CREATE) == 0)) {
        return SQLITE_CANTOPEN;
    }
    file->linked = true;
    open->file = file;
    open->base.pMethods = &methods;
    if (flags_out != NULL) {
        *flags_out = flags;
    }
    return SQLITE_OK;
}

/* A new file of the same name has nothing of the old one, which comes back whole if the removal did not reach the disk. */
static void remove_file(struct disk_file *file)
{
    keep_some(file);
    if (file->durable) {
        copy(&file->old, &file->synced);
        file->removed = true;
    }
    resize(&file->synced, 0);
    resize(&file->now, 0);
    file->linked = false;
    file->durable = false;
}

static int delete_file(sqlite3_vfs *vfs, const char *name, int sync_directory)
{
    struct disk_file *file = find(name, false);
    UNUSED_ARGUMENT(vfs);
    if (dead) {
        return SQLITE_IOERR_DELETE;
    }
    if (file == NULL || !file->linked) {
        return SQLITE_IOERR_DELETE_NOENT;
    }
    remove_file(file);
    if (goes_out()) {
        return SQLITE_IOERR_DELETE;
    }
    if (sync_directory && !lying) {
        file->removed = false;
    }
    return SQLITE_OK;
}

static int access_file(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
    const struct disk_file *file = find(name, false);
    UNUSED_ARGUMENT(vfs);
    *out = file != NULL && file->linked && (flags != SQLITE_ACCESS_EXISTS || file->now.size > 0);
    return dead ? SQLITE_IOERR_ACCESS : SQLITE_OK;
}

static int full_path(sqlite3_vfs *vfs, const char *name, int size, char *out)
{
    UNUSED_ARGUMENT(vfs);
    snprintf(out, (size_t)size, "%s", name);
    return SQLITE_OK;
}

static int randomness(sqlite3_vfs *vfs, int count, char *out)
{
    UNUSED_ARGUMENT(vfs);
    for (int i = 0; i < count; i++) {
        out[i] = (char)disk_random(256);
    }
    return count;
}

static int sleep_for(sqlite3_vfs *vfs, int microseconds)
{
    UNUSED_ARGUMENT(vfs);
    return microseconds;
}

static int current_time(sqlite3_vfs *vfs, double *out)
{
    UNUSED_ARGUMENT(vfs);
    *out = 2461368.0;
    return SQLITE_OK;
}

static int last_error(sqlite3_vfs *vfs, int size, char *out)
{
    UNUSED_ARGUMENT(vfs);
    UNUSED_ARGUMENT(size);
    UNUSED_ARGUMENT(out);
    return 0;
}

void disk_register(void)
{
    static sqlite3_vfs vfs = {
        .iVersion = 1,
        .szOsFile = sizeof(struct open_file),
        .mxPathname = 100,
        .zName = "powercut",
        .xOpen = open_file,
        .xDelete = delete_file,
        .xAccess = access_file,
        .xFullPathname = full_path,
        .xRandomness = randomness,
        .xSleep = sleep_for,
        .xCurrentTime = current_time,
        .xGetLastError = last_error,
    };
    if (sqlite3_vfs_register(&vfs, 0) != SQLITE_OK) {
        abort();
    }
}
