/* client/enterprise.h: enterprises, groups and initiatives: the clients of the centre (domain 8.4). */
#ifndef ADELANTE_ENTERPRISE_H
#define ADELANTE_ENTERPRISE_H

#include "core/entity.h"

struct enterprise {
    struct record record;
    struct ref adviser;
    struct str name;
    struct str trade_name;
    struct str category;
    struct str constitution;
    struct str nit;
    struct str nrc;
    struct date started_on;
    enum answer formal_accounting;
    struct str sector;
    struct str activity;
    struct str activity_text;
    struct str products;
    struct str markets;
    struct str led_by;
    struct str phone;
    struct str email;
    struct str website;
    struct str district; /* home at registration, before any move */
    struct str zone;
    struct str address;
    struct money annual_sales;
    int64_t workers;
    struct str size_class; /* by size.h on the day of registration, or of the last change of sales or workers */
    struct str size_regime;
    struct str size_override;
    struct str size_override_reason;
    struct str provenance;
    struct date registered_on; /* today if none was given */
    struct str status;
    enum answer show_in_catalogue;
    struct refs members; /* of a group */
    struct date consent_on;
    struct str consent_text;
    struct str consent_scopes;
    struct date consent_revoked_on;
    struct str same_document_reason; /* why another record of the agency may have the same document */
};
extern const struct entity enterprise_entity;
extern const struct entity_store enterprise_store;
extern const struct choice enterprise_categories[];
extern const struct choice enterprise_constitutions[];
extern const struct choice enterprise_sectors[];
extern const struct choice enterprise_leaders[];

#endif
