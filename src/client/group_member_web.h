/* client/group_member_web.h: the members of a client group on its page: who belongs to it, and who did on another day. */
#ifndef ADELANTE_GROUP_MEMBER_WEB_H
#define ADELANTE_GROUP_MEMBER_WEB_H

#include "account/visit.h"
#include "client/enterprise.h"
#include "http/route.h"

/* A card on the group's page, of the day in ?on= or of all days; nothing for what is no group. */
FALLIBLE group_members_show(struct visit *visit, const struct enterprise *group);

extern const struct route group_member_routes[];
extern const size_t group_member_route_count;

#endif
