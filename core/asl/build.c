#include "asl/internal.h"

static void build_machine(struct builder *builder, struct asl_machine *machine, enum asl_object_kind kind,
                          const struct asl_field *field, const struct node *node);

void pointers_add(struct builder *builder, struct pointers *pointers, const void *item)
{
    pointers->items = arena_room(builder->arena, pointers->items, pointers->count,
                                 &pointers->capacity, sizeof *pointers->items);
    pointers->items[pointers->count++] = item;
}

void place_member(struct builder *builder, str name)
{
    if (builder->place.len)
        buf_char(&builder->place, '/');
    buf_str(&builder->place, name);
}

void place_item(struct builder *builder, uint32_t index)
{
    buf_printf(&builder->place, "[%u]", index);
}

static bool is_kind(const struct asl_field *field, enum node_kind kind)
{
    return field && node_kind(field->value) == kind;
}

/* Collects the members of an object; what they hold is built afterwards, when the object is known. */
static struct asl_field *collect_fields(struct builder *builder, struct asl_object *object)
{
    const struct node *node = object->node;
    struct asl_field *fields = arena_array(builder->arena, struct asl_field, node_count(node));
    for (const struct node *key = doc_first(node); key != doc_end(builder->doc, node);
         key = doc_after(builder->doc, key + 1)) {
        enum name name = (enum name)node_name(key);
        fields[object->field_count++] =
            (struct asl_field){ name, key, key + 1, asl_row_find(object->kind, name), NULL, NULL, NULL };
    }
    object->fields = fields;
    return fields;
}

static void build_config(struct builder *builder, const struct asl_object *owner, struct asl_field *field);

static void build_field(struct builder *builder, const struct asl_object *owner, struct asl_field *field)
{
    if (!field->row || !(field->row->language & owner->language))
        return;
    size_t place = builder->place.len;
    place_member(builder, doc_text(builder->doc, field->key));
    switch (field->row->type) {
    case ASL_TYPE_TEMPLATE:
    case ASL_TYPE_TEMPLATE_OBJECT:
    case ASL_TYPE_VALUE:
    case ASL_TYPE_VALUE_OBJECT:
    case ASL_TYPE_ASSIGN:
    case ASL_TYPE_LITERAL:
    case ASL_TYPE_ITEMS:
    case ASL_TYPE_CREDENTIALS:
        build_template(builder, owner, field);
        break;
    case ASL_TYPE_CONFIG:
        build_config(builder, owner, field);
        break;
    case ASL_TYPE_STRING:
    case ASL_TYPE_BOOLEAN:
    case ASL_TYPE_INTEGER:
    case ASL_TYPE_NUMBER:
    case ASL_TYPE_STATE_NAME:
    case ASL_TYPE_STATES:
    case ASL_TYPE_MACHINE:
    case ASL_TYPE_MACHINES:
    case ASL_TYPE_RETRIERS:
    case ASL_TYPE_CATCHERS:
    case ASL_TYPE_RULES:
    case ASL_TYPE_NESTED_RULES:
    case ASL_TYPE_NESTED_RULE:
    case ASL_TYPE_CONDITION:
    case ASL_TYPE_ERROR_NAMES:
    case ASL_TYPE_STRINGS:
    case ASL_TYPE_PATH:
    case ASL_TYPE_REFERENCE:
    case ASL_TYPE_ITEMS_PATH:
    case ASL_TYPE_RESULT_PATH:
    case ASL_TYPE_STRING_PATH:
    case ASL_TYPE_TIMESTAMP:
    case ASL_TYPE_RESOURCE:
    case ASL_TYPE_LABEL:
    case ASL_TYPE_POINTER:
        build_expression(builder, owner, field);
        break;
    }
    builder->place.len = place;
}

/* `object` must have kind, node and whatever its fields look at; they are collected and what they hold is built. */
static void build_fields(struct builder *builder, struct asl_object *object)
{
    struct asl_field *fields = collect_fields(builder, object);
    for (uint32_t i = 0; i < object->field_count; i++)
        build_field(builder, object, &fields[i]);
}

/* An object that belongs to `outer`'s state and is in its language. */
static struct asl_object inner_object(const struct asl_object *outer, enum asl_object_kind kind,
                                      const struct node *node, uint32_t index)
{
    return (struct asl_object){ .kind = kind,
                                .language = outer->language,
                                .node = node,
                                .state = outer->state,
                                .outer = outer,
                                .index = index };
}

static void build_config(struct builder *builder, const struct asl_object *owner, struct asl_field *field)
{
    if (node_kind(field->value) != NODE_OBJECT)
        return;
    struct asl_object *config = arena_new(builder->arena, struct asl_object);
    *config = inner_object(owner, asl_config_kind(field->name), field->value, 0);
    config->key = field->key;
    field->object = config;
    build_fields(builder, config);
}

static const struct asl_retrier *build_retriers(struct builder *builder, const struct asl_state *state,
                                                enum asl_object_kind kind, const struct asl_field *field,
                                                uint32_t *count)
{
    *count = 0;
    if (!is_kind(field, NODE_ARRAY))
        return NULL;
    const struct doc *doc = builder->doc;
    struct asl_retrier *retriers = arena_array(builder->arena, struct asl_retrier, node_count(field->value));
    size_t place = builder->place.len;
    place_member(builder, doc_text(doc, field->key));
    size_t place_field = builder->place.len;
    uint32_t index = 0;
    for (const struct node *item = doc_first(field->value); item != doc_end(doc, field->value);
         item = doc_after(doc, item), index++) {
        if (node_kind(item) != NODE_OBJECT)
            continue;
        struct asl_retrier *retrier = &retriers[(*count)++];
        retrier->object = inner_object(&state->object, kind, item, index);
        place_item(builder, index);
        build_fields(builder, &retrier->object);
        builder->place.len = place_field;

        const struct asl_field *errors = asl_get(&retrier->object, NAME_ErrorEquals);
        if (!is_kind(errors, NODE_ARRAY))
            continue;
        str *names = arena_array(builder->arena, str, node_count(errors->value));
        for (const struct node *name = doc_first(errors->value); name != doc_end(doc, errors->value);
             name = doc_after(doc, name)) {
            if (node_kind(name) == NODE_STRING)
                names[retrier->error_count++] = doc_text(doc, name);
        }
        retrier->errors = names;
    }
    builder->place.len = place;
    return retriers;
}

static void build_rule(struct builder *builder, const struct asl_object *outer, enum asl_object_kind kind,
                       const struct node *node, uint32_t index, struct asl_rule *rule);

static void build_children(struct builder *builder, struct asl_rule *rule, const struct asl_field *field)
{
    const struct doc *doc = builder->doc;
    if (node_kind(field->value) == NODE_OBJECT && rule->kind == ASL_RULE_NOT) {
        struct asl_rule *child = arena_new(builder->arena, struct asl_rule);
        build_rule(builder, &rule->object, ASL_NESTED_RULE, field->value, 0, child);
        rule->children = child;
        rule->child_count = 1;
        return;
    }
    if (node_kind(field->value) != NODE_ARRAY || rule->kind == ASL_RULE_NOT)
        return;
    struct asl_rule *children = arena_array(builder->arena, struct asl_rule, node_count(field->value));
    uint32_t index = 0;
    for (const struct node *item = doc_first(field->value); item != doc_end(doc, field->value);
         item = doc_after(doc, item), index++) {
        if (node_kind(item) == NODE_OBJECT)
            build_rule(builder, &rule->object, ASL_NESTED_RULE, item, index, &children[rule->child_count++]);
    }
    rule->children = children;
}

/* What makes a rule what it is; several of these, or none, leave it without a shape. */
static void find_shape(struct asl_rule *rule)
{
    unsigned shapes = 0, operands = 0;
    const struct asl_field *inner = NULL;
    for (uint32_t i = 0; i < rule->object.field_count; i++) {
        const struct asl_field *field = &rule->object.fields[i];
        if (field->row && field->row->operation) {
            rule->operand = field;
            operands++;
        } else if (field->name == NAME_Variable) {
            rule->variable = field;
            rule->kind = ASL_RULE_COMPARE;
            shapes++;
        } else if (field->name == NAME_And || field->name == NAME_Or || field->name == NAME_Not) {
            rule->kind = field->name == NAME_And  ? ASL_RULE_AND
                         : field->name == NAME_Or ? ASL_RULE_OR
                                                  : ASL_RULE_NOT;
            inner = field;
            shapes++;
        }
    }
    bool fits = shapes == 1 && (inner ? operands == 0 : operands == 1);
    if (!fits)
        rule->kind = ASL_RULE_SHAPELESS;
}

static const struct asl_field *first_inner(const struct asl_rule *rule)
{
    static const enum name names[] = { NAME_And, NAME_Or, NAME_Not };
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        const struct asl_field *field = asl_get(&rule->object, names[i]);
        if (field)
            return field;
    }
    return NULL;
}

/* Nesting is bounded by the depth of the document. */
static void build_rule(struct builder *builder, const struct asl_object *outer, enum asl_object_kind kind,
                       const struct node *node, uint32_t index, struct asl_rule *rule)
{
    rule->object = inner_object(outer, kind, node, index);
    build_fields(builder, &rule->object);
    if (kind == ASL_CONDITION) {
        rule->kind = ASL_RULE_CONDITION;
        rule->condition = asl_get(&rule->object, NAME_Condition);
        return;
    }
    find_shape(rule);
    const struct asl_field *inner = first_inner(rule);
    if (inner)
        build_children(builder, rule, inner);
}

static void build_rules(struct builder *builder, struct asl_state *state)
{
    const struct asl_field *field = asl_get(&state->object, NAME_Choices);
    bool may_choose = state->object.kind == ASL_CHOICE || state->object.kind == ASL_UNTYPED;
    if (!may_choose || !is_kind(field, NODE_ARRAY))
        return;
    const struct doc *doc = builder->doc;
    enum asl_object_kind kind = state->object.language == ASL_LANGUAGE_JSONATA ? ASL_CONDITION : ASL_RULE;
    struct asl_rule *rules = arena_array(builder->arena, struct asl_rule, node_count(field->value));
    size_t place = builder->place.len;
    place_member(builder, doc_text(doc, field->key));
    size_t place_field = builder->place.len;
    uint32_t index = 0;
    for (const struct node *item = doc_first(field->value); item != doc_end(doc, field->value);
         item = doc_after(doc, item), index++) {
        if (node_kind(item) != NODE_OBJECT)
            continue;
        place_item(builder, index);
        build_rule(builder, &state->object, kind, item, index, &rules[state->rule_count++]);
        builder->place.len = place_field;
    }
    builder->place.len = place;
    state->rules = rules;
}

/* `room` is state->machines, while it is being filled. */
static void add_machine(struct builder *builder, struct asl_state *state, struct asl_machine *room,
                        const struct asl_field *field, const struct node *node, uint32_t index)
{
    if (node_kind(node) != NODE_OBJECT)
        return;
    enum asl_object_kind kind = state->object.kind == ASL_MAP ? ASL_PROCESSOR : ASL_BRANCH;
    struct asl_machine *machine = &room[state->machine_count++];
    machine->object.outer = &state->object;
    machine->object.state = state;
    machine->object.index = index;
    machine->outer = state->machine;
    machine->depth = state->machine->depth + 1;
    build_machine(builder, machine, kind, field, node);
}

static void build_machines(struct builder *builder, struct asl_state *state)
{
    const struct doc *doc = builder->doc;
    const struct asl_field *branches = asl_get(&state->object, NAME_Branches);
    if (state->object.kind == ASL_PARALLEL && is_kind(branches, NODE_ARRAY)) {
        struct asl_machine *room =
            arena_array(builder->arena, struct asl_machine, node_count(branches->value));
        state->machines = room;
        uint32_t index = 0;
        for (const struct node *item = doc_first(branches->value); item != doc_end(doc, branches->value);
             item = doc_after(doc, item))
            add_machine(builder, state, room, branches, item, index++);
    }
    if (state->object.kind != ASL_MAP)
        return;
    const struct asl_field *processor = asl_get(&state->object, NAME_ItemProcessor);
    if (!processor)
        processor = asl_get(&state->object, NAME_Iterator);
    if (!is_kind(processor, NODE_OBJECT))
        return;
    struct asl_machine *room = arena_new(builder->arena, struct asl_machine);
    state->machines = room;
    add_machine(builder, state, room, processor, processor->value, 0);

    const struct asl_field *config = asl_get(&state->machines->object, NAME_ProcessorConfig);
    const struct asl_field *mode = config && config->object ? asl_get(config->object, NAME_Mode) : NULL;
    state->is_distributed = mode && str_equal(asl_text(builder->asl, mode->value), STR("DISTRIBUTED"));
}

static enum asl_language language_of(const struct builder *builder, const struct asl_object *object)
{
    const struct asl_field *field = asl_get(object, NAME_QueryLanguage);
    str text = field ? asl_text(builder->asl, field->value) : (str){ NULL, 0 };
    if (str_equal(text, STR("JSONata")))
        return ASL_LANGUAGE_JSONATA;
    if (str_equal(text, STR("JSONPath")))
        return ASL_LANGUAGE_JSONPATH;
    return builder->asl->language;
}

static void build_state(struct builder *builder, struct asl_state *state, const struct asl_machine *machine,
                        const struct node *key)
{
    state->name = doc_text(builder->doc, key);
    state->machine = machine;
    state->number = builder->states.count;
    state->object = (struct asl_object){ .kind = ASL_UNTYPED,
                                         .node = key + 1,
                                         .key = key,
                                         .state = state,
                                         .outer = &machine->object };
    pointers_add(builder, &builder->states, state);
    if (node_kind(key + 1) != NODE_OBJECT)
        return;

    const struct node *type = doc_member(builder->doc, key + 1, NAME_Type, NULL);
    state->type = type;
    if (type)
        state->object.kind = asl_state_kind(asl_text(builder->asl, type));
    builder->place.len = 0;
    struct asl_field *fields = collect_fields(builder, &state->object);
    state->object.language = language_of(builder, &state->object);
    for (uint32_t i = 0; i < state->object.field_count; i++)
        build_field(builder, &state->object, &fields[i]);

    const struct asl_field *end = asl_get(&state->object, NAME_End);
    state->is_end = is_kind(end, NODE_TRUE) || state->object.kind == ASL_SUCCEED ||
                    state->object.kind == ASL_FAIL;
    build_rules(builder, state);
    state->retriers = build_retriers(builder, state, ASL_RETRIER, asl_get(&state->object, NAME_Retry),
                                     &state->retrier_count);
    state->catchers = build_retriers(builder, state, ASL_CATCHER, asl_get(&state->object, NAME_Catch),
                                     &state->catcher_count);
    build_machines(builder, state);
}

static void set_transition(struct builder *builder, struct asl_transition *transition,
                           enum asl_transition_kind kind, const struct asl_object *owner,
                           const struct asl_field *field)
{
    transition->kind = kind;
    transition->index = owner->index;
    transition->owner = owner;
    if (!is_kind(field, NODE_STRING))
        return;
    const struct asl_machine *machine =
        kind == ASL_START ? (const struct asl_machine *)owner : owner->state->machine;
    transition->node = field->value;
    transition->name = doc_text(builder->doc, field->value);
    transition->target = asl_find_state(machine, transition->name);
}

static void add_transition(struct builder *builder, struct asl_state *state, struct asl_transition *room,
                           enum asl_transition_kind kind, const struct asl_object *owner, enum name name)
{
    const struct asl_field *field = asl_get(owner, name);
    if (is_kind(field, NODE_STRING))
        set_transition(builder, &room[state->transition_count++], kind, owner, field);
}

static void build_transitions(struct builder *builder, struct asl_state *state)
{
    struct asl_transition *room = arena_array(builder->arena, struct asl_transition,
                                              (size_t)state->rule_count + state->catcher_count + 2);
    enum asl_object_kind kind = state->object.kind;
    for (uint32_t i = 0; i < state->rule_count; i++)
        add_transition(builder, state, room, ASL_CHOICE_NEXT, &state->rules[i].object, NAME_Next);
    if (kind == ASL_CHOICE || kind == ASL_UNTYPED)
        add_transition(builder, state, room, ASL_DEFAULT, &state->object, NAME_Default);
    if (kind != ASL_CHOICE && kind != ASL_SUCCEED && kind != ASL_FAIL)
        add_transition(builder, state, room, ASL_NEXT, &state->object, NAME_Next);
    for (uint32_t i = 0; i < state->catcher_count; i++)
        add_transition(builder, state, room, ASL_CATCH, &state->catchers[i].object, NAME_Next);
    state->transitions = room;
}

static void build_states(struct builder *builder, struct asl_machine *machine, const struct node *states)
{
    const struct doc *doc = builder->doc;
    uint32_t count = node_count(states);
    struct asl_state *room = arena_array(builder->arena, struct asl_state, count);
    uint32_t *by_name = arena_array(builder->arena, uint32_t, count);
    machine->states = room;
    machine->states_by_name = by_name;
    for (const struct node *key = doc_first(states); key != doc_end(doc, states);
         key = doc_after(doc, key + 1)) {
        bool is_new;
        uint32_t number = intern_add_new(&machine->names, doc_text(doc, key), &is_new);
        uint32_t index = machine->state_count++;
        if (is_new)
            by_name[number] = index;
        room[index].index = index;
        build_state(builder, &room[index], machine, key);
    }
    for (uint32_t i = 0; i < machine->state_count; i++)
        build_transitions(builder, &room[i]);
}

static void build_machine(struct builder *builder, struct asl_machine *machine, enum asl_object_kind kind,
                          const struct asl_field *field, const struct node *node)
{
    machine->asl = builder->asl;
    machine->number = builder->machines.count;
    machine->object.kind = kind;
    machine->object.language = ASL_LANGUAGE_BOTH;
    machine->object.node = node;
    machine->object.key = field && field->value == node ? field->key : NULL;
    intern_init(&machine->names, builder->arena);
    pointers_add(builder, &builder->machines, machine);
    build_fields(builder, &machine->object);
    if (kind == ASL_MACHINE)
        builder->asl->language = language_of(builder, &machine->object);

    const struct asl_field *states = asl_get(&machine->object, NAME_States);
    if (is_kind(states, NODE_OBJECT))
        build_states(builder, machine, states->value);
    set_transition(builder, &machine->start, ASL_START, &machine->object,
                   asl_get(&machine->object, NAME_StartAt));
}

const struct asl *asl_build(struct arena *arena, const struct doc *doc, const struct node *node,
                            struct diags *diags)
{
    if (node_kind(node) != NODE_OBJECT) {
        struct diag *d = diag_add(diags, RULE_NOT_AN_OBJECT, doc->source, node_span(node));
        diag_message(d, "a state machine is a JSON object");
        return NULL;
    }
    struct asl *asl = arena_new(arena, struct asl);
    asl->doc = doc;
    asl->language = ASL_LANGUAGE_JSONPATH;
    struct builder builder = { .arena = arena, .asl = asl, .doc = doc, .diags = diags };
    buf_init(&builder.place, arena);
    struct asl_machine *root = arena_new(arena, struct asl_machine);
    asl->root = root;
    build_machine(&builder, root, ASL_MACHINE, NULL, node);

    asl->states = (const struct asl_state *const *)builder.states.items;
    asl->state_count = builder.states.count;
    asl->machines = (const struct asl_machine *const *)builder.machines.items;
    asl->machine_count = builder.machines.count;
    asl->expressions = (const struct asl_expression *const *)builder.expressions.items;
    asl->expression_count = builder.expressions.count;
    return asl;
}
