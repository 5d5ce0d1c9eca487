/* finance/referral_web.h: referrals on screen: those that wait, each one's steps, the data that are told. */
#ifndef ADELANTE_REFERRAL_WEB_H
#define ADELANTE_REFERRAL_WEB_H

#include "http/route.h"

extern const struct route referral_routes[];
extern const size_t referral_route_count;

#endif
