/* base/log.h: one line a message on standard error, `key=value` pairs, never personal data.
 * Messages and progress for people go through here too, so that standard output holds results only. */
#ifndef ADELANTE_LOG_H
#define ADELANTE_LOG_H

#include "base/base.h"

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };
void log_set_level(enum log_level level);
/* 2026-11-23T12:00:00.123Z info what=... */
void log_write(enum log_level level, const char *format, ...) PRINTF_LIKE(2, 3);
/* A plain line for the person at the terminal. */
void say(const char *format, ...) PRINTF_LIKE(1, 2);

#endif
