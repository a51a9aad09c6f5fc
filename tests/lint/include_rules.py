#!/usr/bin/env python3
"""Who may include what. The tables below are the rule; libs/README.md and services/README.md tell
it to people."""
import re
import sys

import tree

# From the lowest up: a library may include those before it.
LIBS = ['base', 'form', 'obs', 'config', 'sql', 'redis', 'rpc', 'http', 'rest', 'host']

# Layer of a service -> its own layers and the libraries that it may include. A header of the store
# is its interface unless it is named after an engine.
LAYERS = {
    'domain': (['domain'], ['base']),
    'store interface': (['domain', 'store interface'], ['base']),
    'store': (['domain', 'store interface', 'store'], ['base', 'obs', 'sql', 'redis']),
    'clients': (['domain', 'store interface', 'clients'], ['base', 'obs', 'redis', 'rpc', 'rest']),
    'api': (['domain', 'store interface', 'clients', 'api'],
            ['base', 'form', 'obs', 'rpc', 'http', 'rest']),
    'wiring': (['domain', 'store interface', 'store', 'clients', 'api', 'wiring'], LIBS),
}
ENGINE = re.compile(r'/(sqlite|postgres|memory|redis)_[a-z_]*\.h$')

# Domain is pure: what tells the time, makes ids, waits, writes or starts threads is not for it.
IMPURE = re.compile(
    r'^(libs/base/(clock|ids|signals)\.h|absl/(time/clock|synchronization/.*|random/.*)\.h|chrono|'
    r'thread|mutex|shared_mutex|condition_variable|atomic|future|iostream|fstream|filesystem|'
    r'random|ctime|[a-z_]+\.h|sys/.*)$')

# Generated from proto/: `motcua/<package>/v1/...` -> who may include it.
WITH_PROTO = {
    'common': r'libs/(rpc|rest|host)/|services/[^/]+/(api|clients)/|services/[^/]+/wiring\.',
    'config': r'libs/(rpc|host)/|services/gateway/api/|services/[^/]+/(wiring|main)\.',
    '': r'services/[^/]+/(api|clients)/|services/[^/]+/wiring\.',
}

# Third-party header -> where it is at home. The first that matches decides.
HOMES = [
    (r'boost/', r'libs/http/'),
    (r'(sqlite3|libpq-fe)\.h', r'libs/sql/|services/[^/]+/store/[^/]+\.cc'),
    (r'hiredis/', r'libs/redis/'),
    (r'prometheus/', r'libs/obs/'),
    (r'openssl/', r'libs/(base|rpc|http)/'),
    (r'unicode/', r'libs/(base|obs)/'),
    (r'(grpc|grpcpp)/', r'libs/(rpc|rest)/|services/[^/]+/(api|clients)/|services/[^/]+/wiring\.'),
    (r'google/protobuf/compiler/', r'libs/rest/protoc/'),
    (r'google/', r'libs/(config|rpc|rest|host)/|services/[^/]+/(api|clients)/|'
                 r'services/[^/]+/wiring\.'),
    (r'absl/time/clock\.h', r'libs/(base|rpc)/'),
    (r'absl/', r'libs/|services/'),
    (r'valijson/', r'libs/form/'),
    (r'nlohmann/', r'libs/form/|tests/'),
    (r'catch2/', r'tests/'),
    (r'(sys|net|netinet|arpa|linux)/[a-z_/]+\.h', r'libs/|services/'),
    (r'[a-z_]+(\.h)?$', r'libs/|services/'),
]

# Words that only some places may use.
WORDS = [
    (re.compile(r'absl::(string_view|StrCat)\b'), r'libs/base/',
     'Debian\'s Abseil has a string_view of its own: say std::string_view and base::Cat'),
    (re.compile(r'\breactor_?\s*->\s*Finish\('), r'libs/rpc/',
     'calls are finished by libs/rpc alone'),
]
INCLUDE = re.compile(r'\s*#\s*include\s*[<"]([^>"]+)[>"]')


def layer_of(path):
    """The layer of a service's file; standalone and what is beside the layers is wiring."""
    _, _, *rest = path.split('/')
    layer = rest[0] if len(rest) > 1 and rest[0] in LAYERS else 'wiring'
    if layer == 'store' and path.endswith('.h') and not ENGINE.search(path):
        return 'store interface'
    return layer


def own_problem(path, header):
    """What is wrong with including a file of the project, or None."""
    zone = path.split('/')[0]
    target = header.split('/')
    if zone in ('tests', 'deploy'):
        return None
    if target[0] in ('tests', 'deploy'):
        return 'nothing outside tests/ and deploy/ may include from there'
    if zone == 'libs':
        if target[0] != 'libs':
            return 'a library knows no service'
        above = LIBS.index(target[1]) > LIBS.index(path.split('/')[1])
        return f'{target[1]} is above {path.split("/")[1]}' if above else None
    service, layer = path.split('/')[1], layer_of(path)
    layers, libs = LAYERS[layer]
    if target[0] == 'libs':
        return None if target[1] in libs else f'{layer} may not include libs/{target[1]}'
    if target[1] != service:
        wired = service == 'standalone' and header.endswith('/wiring.h')
        return None if wired else 'a service includes no other service'
    if layer_of(header) not in layers:
        return f'{layer} may not include {layer_of(header)}'
    return None


def generated_problem(path, header):
    package = header.split('/')[1]
    homes = WITH_PROTO.get(package, WITH_PROTO[''])
    if re.match(homes + '|tests/|deploy/', path):
        return None
    return 'generated code is not for this place'


def problem(path, header):
    """What is wrong with `path` including `header`, or None."""
    if path.startswith('services/') and layer_of(path) == 'domain' and IMPURE.match(header):
        if not header.startswith(('libs/base/', 'services/')):
            return 'domain knows no clock, no thread, no log'
        if header.startswith('libs/base/'):
            return 'domain gets time and ids as arguments'
    if header.startswith(('libs/', 'services/', 'tests/', 'deploy/')):
        return own_problem(path, header)
    if header.startswith('motcua/'):
        return generated_problem(path, header)
    for pattern, homes in HOMES:
        if re.match(pattern, header):
            return None if re.match(homes + '|tests/|deploy/', path) else 'not at home here'
    return 'a third-party header without a home in the table'


def check_file(path, text):
    for number, line in enumerate(text.splitlines(), 1):
        include = INCLUDE.match(line)
        wrong = include and problem(path, include[1])
        if wrong:
            yield f'{path}:{number}: {include[1]}: {wrong}'
        for word, homes, reason in WORDS:
            if word.search(line) and not re.match(homes + '|tests/', path):
                yield f'{path}:{number}: {reason}'


def check(root):
    for path in tree.files(root):
        if path.endswith(('.h', '.cc')) and path.split('/')[0] in (
                'libs', 'services', 'tests', 'deploy'):
            yield from check_file(path, tree.read(root, path).decode())


if __name__ == '__main__':
    sys.exit(tree.main(check, sys.argv))
