/* tests/crash/disk.h: a disk in memory behind a SQLite VFS named "powercut", whose power can be cut.
 *
 * Every write is remembered until the file is synced. At a cut each 512-byte sector of a file independently becomes what it
 * was after some number of the writes that were not synced: none, all, or any in between, so that writes are dropped, torn
 * and reordered. Files made or removed without a sync may or may not be there. One connection at a time, one thread.
 */
#ifndef ADELANTE_TEST_DISK_H
#define ADELANTE_TEST_DISK_H

#include <stdbool.h>
#include <stdint.h>

/* Makes the VFS known to SQLite. */
void disk_register(void);
/* An empty disk. */
void disk_format(void);
/* The power goes at the n-th changing call from now (write, truncate, sync, removal); 0: never. From then on every call fails. */
void disk_cut_at(int64_t nth);
bool disk_is_dead(void);
/* After a cut, or at any moment: what was not synced is decided by chance, and the power is back. */
void disk_reboot(void);
/* A disk that answers "synced" at once and does nothing. */
void disk_lie(bool lie);
/* The state of the chance that all of this is decided by. */
void disk_seed(uint64_t seed);
uint64_t disk_random(uint64_t below);
/* Changing calls since disk_register. */
int64_t disk_calls(void);

#endif
