#!/usr/bin/env python3
"""Writes aws-shapes.tsv: what the answers of AWS's APIs consist of, from the API models in botocore.

    python3 schemas/aws-shapes.py schemas/aws-apis.tsv > schemas/aws-shapes.tsv
"""
import glob, gzip, json, os, sys
import botocore

KINDS = {'string': 's', 'character': 's', 'integer': 'i', 'long': 'i', 'float': 'n', 'double': 'n',
         'bigdecimal': 'n', 'boolean': 'b', 'timestamp': 't', 'blob': 'x'}


def models():
    """The newest model of each service, by service id."""
    found = {}
    for folder in sorted(glob.glob(os.path.join(os.path.dirname(botocore.__file__), 'data', '*'))):
        paths = sorted(glob.glob(os.path.join(folder, '*', 'service-2.json*')))
        if paths:
            with (gzip.open if paths[-1].endswith('.gz') else open)(paths[-1]) as file:
                model = json.load(file)
            found[model['metadata']['serviceId']] = model
    return found


def pascal(name):
    return name[0].upper() + name[1:]


def content(shape):
    """What a shape says, and the names of the shapes that it refers to, each in its place."""
    kind = shape['type']
    if kind == 'structure':
        if shape.get('document'):
            return 'd', []
        required = shape.get('required', [])
        members = shape['members'].items()
        return ('o' + ','.join(('!' if name in required else '') + pascal(name) + ':%s' for name, _ in members),
                [member['shape'] for _, member in members])
    if kind == 'list':
        return 'l%s', [shape['member']['shape']]
    if kind == 'map':
        return 'm%s', [shape['value']['shape']]
    text = KINDS[kind]
    if shape.get('enum'):
        text += '|' + '|'.join(sorted(shape['enum']))
    elif text in ('i', 'n', 'x') and ('min' in shape or 'max' in shape):
        text += '%s..%s' % (shape.get('min', ''), shape.get('max', ''))
    return text.replace('%', '%%') if '%' in text else text, []


def main():
    all_models = models()
    nodes, roots = {}, []
    for line in open(sys.argv[1]):
        if line.startswith('#'):
            continue
        service, service_id, api = line.split('\t')[:3]
        model = all_models[service_id]
        by_name = model.setdefault('byName', {n[0].lower() + n[1:]: o for n, o in model['operations'].items()})
        operation = by_name[api]
        if 'output' not in operation:
            continue
        roots.append((service, api, (service_id, operation['output']['shape'])))
        waiting = [roots[-1][2]]
        while waiting:
            node = waiting.pop()
            if node not in nodes:
                text, names = content(model['shapes'][node[1]])
                nodes[node] = text, [(service_id, name) for name in names]
                waiting += nodes[node][1]
    # Equal shapes are one: classes are split until nothing tells their members apart.
    classes = {node: 0 for node in nodes}
    count = 0
    while True:
        keys = {node: (text, tuple(classes[n] for n in refs)) for node, (text, refs) in nodes.items()}
        numbers = {key: i for i, key in enumerate(dict.fromkeys(keys.values()))}
        classes = {node: numbers[key] for node, key in keys.items()}
        if len(numbers) == count:
            break
        count = len(numbers)
    # A plain kind stands where it is meant; all else is a row, by number.
    rows, numbers = [], {}
    for node, (text, refs) in nodes.items():
        if len(text) > 1 and classes[node] not in numbers:
            numbers[classes[node]] = len(rows)
            rows.append((text, refs))
    def name(node):
        return str(numbers[classes[node]]) if classes[node] in numbers else nodes[node][0]
    print('# botocore %s: the shapes of outputs, then service, API, number of its output. '
          'o members, l of, m of, i and n from..to, x bytes from..to, s texts; s, i, n, b, t, x, d (any) alone.' % botocore.__version__)
    for text, refs in rows:
        print(text % tuple(name(ref) for ref in refs))
    for service, api, node in roots:
        if classes[node] in numbers:
            print(service, api, numbers[classes[node]], sep='\t')


main()
