/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cyclonedx_node.c - one model in two spellings; see cyclonedx.h.
 */
#include "formats/cyclonedx.h"

bool
bw_cdx_is(struct bw_cdx_node n)
{
	enum bw_json_type type;

	if (n.xml != NULL)
		return true;
	type = bw_json_type(n.json);
	return type != BW_JSON_NONE && type != BW_JSON_NULL;
}

struct bw_cdx_node
bw_cdx_get(struct bw_cdx_node n, const char *name)
{
	struct bw_cdx_node none = { 0 };

	if (n.xml != NULL)
		return (struct bw_cdx_node){ .xml = bw_xml_get(n.xml, name) };
	if (bw_json_type(n.json) != BW_JSON_OBJECT)
		return none;
	return (struct bw_cdx_node){ .json = bw_json_get(n.json, name) };
}

struct bw_str
bw_cdx_raw(struct bw_cdx_node n, const char *name)
{
	const struct bw_xml_node *child;

	if (n.xml == NULL)
		return bw_json_str(
		    name != NULL ? bw_cdx_get(n, name).json : n.json);
	if (name == NULL)
		return n.xml->text;
	child = bw_xml_get(n.xml, name);
	return child != NULL ? child->text : bw_xml_attr(n.xml, name);
}

static size_t
place_of(struct bw_str key, const struct bw_str *name, size_t n_name)
{
	for (size_t i = 0; i < n_name; i++)
		if (name[i].n == key.n && name[i].p[0] == key.p[0] &&
		    memcmp(name[i].p, key.p, key.n) == 0)
			return i;
	return SIZE_MAX;
}

static void
members_xml(const struct bw_xml_node *n, const struct bw_str *name,
    size_t n_name, struct bw_cdx_value *value)
{
	const struct bw_xml_node *child;
	size_t i;

	for (child = n->child; child != NULL; child = child->next) {
		i = place_of(child->name, name, n_name);
		if (i < n_name && !value[i].told)
			value[i] = (struct bw_cdx_value){ .node.xml = child,
				.text = child->text,
				.told = true };
	}
	for (const struct bw_xml_attr *a = n->attr; a != NULL; a = a->next) {
		i = place_of(a->name, name, n_name);
		if (i < n_name && !value[i].told)
			value[i] = (struct bw_cdx_value){ .text = a->value,
				.told = true };
	}
}

size_t
bw_cdx_members(struct bw_cdx_node n, const struct bw_str *name, size_t n_name,
    struct bw_cdx_value *value, struct bw_str *other)
{
	struct bw_json_each it = bw_json_each(n.json);
	size_t others = 0, i;

	memset(value, 0, n_name * sizeof(*value));
	if (n.xml != NULL) {
		members_xml(n.xml, name, n_name, value);
		return 0;
	}
	while (it.object && bw_json_step(&it)) {
		i = place_of(it.key, name, n_name);
		if (i >= n_name) {
			if (others++ == 0)
				*other = it.key;
		} else if (!value[i].told) {
			value[i] = (struct bw_cdx_value){ .node.json = it.value,
				.text = bw_json_str(it.value),
				.told = true };
		}
	}
	return others;
}

struct bw_cdx_list
bw_cdx_items(struct bw_cdx_node list, const char *item)
{
	struct bw_cdx_list it = { .item = item };

	if (list.xml != NULL)
		it.xml = list.xml->child;
	else if (bw_json_type(list.json) == BW_JSON_ARRAY)
		it.json = bw_json_each(list.json);
	return it;
}

struct bw_cdx_list
bw_cdx_each(struct bw_cdx_node n, const char *name, const char *item)
{
	return bw_cdx_items(bw_cdx_get(n, name), item);
}

bool
bw_cdx_step(struct bw_cdx_list *it)
{
	while (it->xml != NULL) {
		it->node.xml = it->xml;
		it->xml = it->xml->next;
		if (bw_str_is(it->node.xml->name, it->item))
			return true;
	}
	if (it->node.xml != NULL || !bw_json_step(&it->json))
		return false;
	it->node.json = it->json.value;
	return true;
}

struct bw_str
bw_cdx_number(struct bw_reading *rd, struct bw_cdx_node n, const char *name)
{
	struct bw_cdx_node v = bw_cdx_get(n, name);

	if (n.xml == NULL && bw_json_type(v.json) == BW_JSON_NUMBER)
		return bw_json_decimal(v.json, &rd->scratch);
	return bw_rd_text(rd, bw_cdx_raw(n, name));
}

bool
bw_cdx_property(struct bw_cdx_node n, struct bw_str *name, struct bw_str *value)
{
	*name = bw_cdx_raw(n, "name");
	*value = bw_cdx_raw(n, n.xml != NULL ? NULL : "value");
	return name->n > 0 && value->n > 0;
}
