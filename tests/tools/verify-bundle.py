#!/usr/bin/env python3
"""Independent verifier for Suyuan bundles, written from docs/log-format.md alone. Python 3.11, standard library only.

Usage: verify-bundle.py [--all-signatures] [FILE... | -]
Takes gzip or plain lines; prints one line of JSON for each file: {ok, problems: [{code, dev, seq}]}.
"""
import base64, calendar, gzip, hashlib, json, re, sys

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
NEUTRAL = (0, 1, 1, 0)

def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)

def multiply(k, p):
    q = NEUTRAL
    while k:
        if k & 1: q = add(q, p)
        p, k = add(p, p), k >> 1
    return q

def decode_point(raw):
    y = int.from_bytes(raw, "little"); sign, y = y >> 255, y & (2**255 - 1)
    if y >= P: return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P: x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - x2) % P or (x == 0 and sign): return None
    if x & 1 != sign: x = P - x
    return (x, y, 1, x * y % P)

def encode_point(p):
    z = pow(p[2], P - 2, P)
    return (p[1] * z % P | (p[0] * z % P & 1) << 255).to_bytes(32, "little")

BASE = decode_point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))

def signed(key, message, signature):
    if key is None or signature is None or len(key) != 32 or len(signature) != 64: return False
    s, a = int.from_bytes(signature[32:], "little"), decode_point(key)
    if s >= L or a is None or encode_point(multiply(8, a)) == encode_point(NEUTRAL): return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    r = add(multiply(s, BASE), multiply(k, (P - a[0], a[1], 1, P - a[3])))
    return encode_point(r) == signature[:32] and encode_point(multiply(8, r)) != encode_point(NEUTRAL)

def b64(raw): return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
def unb64(text):
    if not isinstance(text, str) or not re.fullmatch(r"[A-Za-z0-9_-]*", text) or len(text) % 4 == 1: return None
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    return raw if b64(raw) == text else None

class Problem(Exception): pass
NOT_INTEGER = object()  # a number outside the restriction

def canonical(v):
    if isinstance(v, dict): return "{" + ",".join(canonical(k) + ":" + canonical(v[k]) for k in sorted(v, key=lambda k: k.encode("utf-16-be", "surrogatepass"))) + "}"
    if isinstance(v, list): return "[" + ",".join(map(canonical, v)) + "]"
    return json.dumps(v, ensure_ascii=False)

def refuse(_): raise ValueError
def integer(t): return NOT_INTEGER if len(t) > 17 or t == "-0" or abs(int(t)) > 2**53 - 1 else int(t)

def parse(text):
    try: value = json.loads(text, parse_float=lambda _: NOT_INTEGER, parse_int=integer, parse_constant=refuse)
    except RecursionError: raise Problem("over-limit")
    except ValueError: raise Problem("bad-json")
    if not isinstance(value, dict): raise Problem("bad-json")
    found = {"keys": 0, "limit": False, "form": False}
    def walk(v, depth):
        if isinstance(v, str):
            raw = v.encode("utf-8", "surrogatepass")
            found["limit"] |= len(raw) > 65536
            found["form"] |= any(0xD800 <= ord(c) <= 0xDFFF for c in v)
        elif v is NOT_INTEGER: found["form"] = True
        elif isinstance(v, (dict, list)):
            if depth > 16: found["limit"] = True; return
            for part in v:
                if isinstance(v, dict): found["keys"] += 1; found["form"] |= part == "__proto__"; walk(part, depth); part = v[part]
                walk(part, depth + 1)
    walk(value, 1)
    if found["limit"] or found["keys"] > 4096: raise Problem("over-limit")
    if found["form"] or canonical(value) != text: raise Problem("not-canonical")
    return value

UID, ID = r"[A-Za-z0-9_-]{22}", r"[A-Za-z0-9_-]{43}"
REC = r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})\.[0-9]{3}Z"
AT = r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]{3})?(?:Z|([+-])([0-9]{2}):([0-9]{2}))"
def is_text(v, pattern=r"(?s:.*)"): return isinstance(v, str) and re.fullmatch(pattern, v) is not None
def is_count(v): return type(v) is int and v >= 1
def is_list(v, check): return isinstance(v, list) and all(map(check, v))
def is_instant(v, pattern=AT):
    m = re.fullmatch(pattern, v) if isinstance(v, str) else None
    if not m: return False
    y, mo, d, h, mi, s = map(int, m.groups()[:6]); sign, oh, om = (m.groups() + (None,) * 3)[6:9]
    if not (1 <= y and 1 <= mo <= 12 and 1 <= d <= calendar.monthrange(y, mo)[1] and h <= 23 and mi <= 59 and s <= 59): return False
    return sign is None or (int(om) <= 59 and int(oh) * 60 + int(om) <= 840 and not (sign == "-" and int(oh) + int(om) == 0))
def is_heads(v, own=None): return isinstance(v, dict) and all(is_text(d, UID) and d != own and isinstance(h, list) and len(h) == 2 and is_count(h[0]) and is_text(h[1], ID) for d, h in v.items())
def has_keys(v, keys): return isinstance(v, dict) and set(v) == set(keys.split())

def check_shape(o):
    cmd = o.get("cmd")
    for key, limit in (("refs", 4096), ("signs", 64)):
        if isinstance(o.get(key), list) and len(o[key]) > limit: raise Problem("over-limit")
    if isinstance(o.get("heads"), dict) and len(o["heads"]) > 1024: raise Problem("over-limit")
    if isinstance(cmd, list) and len(cmd) > 2 and type(cmd[2]) is int and cmd[2] > 512: raise Problem("over-limit")
    good = has_keys({k: 0 for k in o if k not in ("competence", "gates", "signs")}, "v org dev seq prev n heads cmd rec at site by role app type tv cls refs data") \
        and type(o["v"]) is int and o["v"] == 1 and is_text(o["org"], f"({ID})?") and is_text(o["dev"], UID) and is_text(o["prev"], f"({ID})?") \
        and all(is_count(o[k]) for k in ("seq", "n", "tv")) and is_heads(o["heads"], o["dev"]) \
        and isinstance(cmd, list) and len(cmd) == 3 and is_text(cmd[0], UID) and is_count(cmd[1]) and is_count(cmd[2]) and cmd[1] <= cmd[2] \
        and is_instant(o["rec"], REC) and is_instant(o["at"]) and all(is_text(o[k]) for k in ("site", "by", "role", "app")) \
        and is_text(o["type"], r"[a-z][A-Za-z0-9]{0,31}\.[a-z][A-Za-z0-9]{0,63}") and is_text(o["cls"], "[FODPM]") and isinstance(o["data"], dict) \
        and is_list(o["refs"], lambda r: is_text(r, r"[a-z][a-z0-9-]{0,31}:[^\x00-\x1f\x7f]{1,128}")) and is_list(o.get("competence", []), is_text) \
        and is_list(o.get("gates", []), lambda g: has_keys(g, "gate inputs result") and is_text(g["gate"]) and is_text(g["result"]) and isinstance(g["inputs"], list)) \
        and is_list(o.get("signs", []), lambda s: has_keys(s, "at key meaning method person role shown sig") and all(map(is_text, s.values())) and is_instant(s["at"]))
    if not good: raise Problem("bad-json")

def read_header(line):
    try: seal, text = line.decode().split(" ", 1); h = parse(text)
    except (ValueError, Problem): return None
    keys = "by exportedAt format heads org v" + (" merged" if "merged" in h else "")
    if len(line) > 2**20 or not has_keys(h, keys) or h["format"] != "suyuan-bundle" or type(h["v"]) is not int or h["v"] != 1: return None
    if not (is_text(h["org"], ID) and is_instant(h["exportedAt"], REC) and is_heads(h["heads"])): return None
    if "merged" in h: return (h, None, text) if seal == "merged" and h["by"] == "" and h["merged"] and is_list(h["merged"], is_text) else None
    return (h, unb64(seal), text) if is_text(h["by"], UID) and len(seal) == 86 and unb64(seal) else None

def verify(file, all_signatures=False):
    problems = []
    def report(code, dev=None, seq=None): problems.append({"code": code, "dev": dev, "seq": seq})
    *lines, rest = file.split(b"\n")
    read = read_header(lines[0]) if lines else None
    if not read: report("bad-header"); return problems
    header = read[0]; org = header["org"]
    if rest: report("bad-json")
    entries, seen, ordered = [], set(), True
    for line in lines[1:]:
        try:
            if len(line) > 262144 + 87: raise Problem("over-limit")
            try: text = line.decode()
            except ValueError: raise Problem("bad-json")
            if text[86:87] != " " or unb64(text[:86]) is None: raise Problem("bad-json")
            op = parse(text[87:]); check_shape(op)
        except Problem as problem: report(str(problem)); continue
        op["id"] = b64(hashlib.sha256(b"suyuan-op-v1\n" + line).digest()); op["line"] = line
        if (op["org"] or op["id"]) != org: report("foreign-org", op["dev"], op["seq"])
        else: entries.append(op)
    def key_of(o): return (o["n"], o["rec"], o["dev"], o["seq"], o["id"])
    unique = []
    for o in entries:
        if o["id"] in seen: report("duplicate", o["dev"], o["seq"]); continue
        seen.add(o["id"])
        if ordered and unique and key_of(o) < key_of(unique[-1]): ordered = False; report("bad-order", o["dev"], o["seq"])
        unique.append(o)
    entries = sorted(unique, key=key_of)

    by_id, places, keys, last, persons, unknown, forked, before_of = {}, {}, {}, {}, {}, set(), set(), {}
    def is_proven(o):
        if o["org"] == "":
            holder = o["data"].get("device")
            return unb64(holder.get("pubKey")) if isinstance(holder, dict) else None
        key, invite = unb64(o["data"].get("pubKey")), by_id.get(o["prev"])
        if key is None or not invite or o["type"] != "device.joined" or invite["type"] != "device.invited" or o["data"].get("invite") != invite["id"]: return None
        content = {"org": o["org"], "invite": invite["id"], "dev": o["dev"], "pubKey": o["data"]["pubKey"]}
        return key if signed(unb64(invite["data"].get("inviteKey")), b"suyuan-join-v1\n" + canonical(content).encode(), unb64(o["data"].get("proof"))) else None
    for o in entries:
        dev, seq, where = o["dev"], o["seq"], (o["dev"], o["seq"])
        if seq == 1 and dev not in keys:
            key = is_proven(o)
            if key is not None and b64(hashlib.sha256(b"suyuan-dev-v1\n" + key).digest())[:22] == dev: keys[dev] = key
        if dev not in keys and dev not in unknown: unknown.add(dev); report("unknown-device", *where)
        known = frozenset()
        if o["org"] == "":
            if o["type"] not in ("org.initialised", "sandbox.forked") or (seq, o["n"], o["prev"], o["heads"]) != (1, 1, "", {}): report("bad-link", *where)
        else:
            past = []
            before = by_id.get(o["prev"])
            if seq > 1 and before and (before["dev"], before["seq"]) != (dev, seq - 1): before = None
            if before:
                past.append(before)
                if seq > 1: before_of[o["id"]] = before["id"]
            else: report("bad-link" if seq > 1 and (dev, seq - 1) in places else "gap", *where)
            missing = not before
            known = persons[(before or last.get(dev) or {"id": None})["id"]] if before or dev in last else known
            for other in sorted(o["heads"]):
                number, name = o["heads"][other]; head = by_id.get(name)
                if head and (head["dev"], head["seq"]) == (other, number): past.append(head)
                else: missing = True; report("bad-link" if (other, number) in places else "gap", *where)
            for head in past: known |= persons[head["id"]]
            if not missing and o["n"] != 1 + max(p["n"] for p in past): report("bad-n", *where)
        founders = o["data"].get("founders") if o["org"] == "" else [o["data"]] if o["type"] == "person.keyAdded" else []
        new = {(f["person"], f["key"]) for f in (founders if isinstance(founders, list) else []) if isinstance(f, dict) and is_text(f.get("person")) and is_text(f.get("key"))}
        persons[o["id"]] = known | new if new - known else known
        if where in places and dev not in forked: forked.add(dev); report("fork", *where)
        by_id[o["id"]] = o; places[where] = True; last[dev] = o

    for o in entries:
        for sign in o.get("signs", []):
            target = by_id.get(o["data"].get("target") if is_text(o["data"].get("target")) else None) if o["type"] == "op.cosigned" else o
            good = target and (sign["person"], sign["key"]) in persons[o["id"]]
            if good:
                content = {k: target[k] for k in ("org", "dev", "cmd", "type", "tv", "refs")} | {k: sign[k] for k in ("shown", "person", "role", "meaning", "method", "at")}
                content["data"] = b64(hashlib.sha256(canonical(target["data"]).encode()).digest())
                good = signed(unb64(sign["key"]), b"suyuan-sign-v1\n" + canonical(content).encode(), unb64(sign["sig"]))
            if not good: report("bad-esignature", o["dev"], o["seq"])

    merged = header.get("merged")
    statements = [read] if merged is None else [read_header(line.encode()) for line in merged]
    statements = [s if s and "merged" not in s[0] else None for s in statements]
    mismatched = set()
    def mismatch(dev, seq):
        if dev not in mismatched: mismatched.add(dev); report("head-mismatch", dev, seq)
    for s in statements:
        if not s or s[0]["org"] != org or not signed(keys.get(s[0]["by"]), b"suyuan-bundle-v1\n" + s[2].encode(), s[1]): report("bad-header")
    def stated(dev, head): o = by_id.get(head[1]); return o if o and (o["dev"], o["seq"]) == (dev, head[0]) else None
    for s in filter(None, statements):
        for dev in sorted(s[0]["heads"]):
            if not stated(dev, s[0]["heads"][dev]): mismatch(dev, s[0]["heads"][dev][0])
        own = s[0]["heads"].get(s[0]["by"]); o = own and stated(s[0]["by"], own)
        if not own or (o and o["type"] != "export.packaged"): mismatch(s[0]["by"], own[0] if own else 0)
    for dev in sorted(set(last) | set(header["heads"])):
        o, head = last.get(dev), header["heads"].get(dev)
        if not o or head != [o["seq"], o["id"]]: mismatch(dev, head[0] if head else o["seq"])
        elif merged is not None and not any(s and s[0]["heads"].get(dev, [0, 0])[1] == o["id"] for s in statements): mismatch(dev, o["seq"])

    pinned, bad = set(), []
    for o in reversed(entries):
        proven = o["id"] in pinned
        if o["dev"] in keys and (all_signatures or not proven):
            if signed(keys[o["dev"]], b"suyuan-op-v1\n" + o["line"][87:], unb64(o["line"][:86].decode())): proven = True
            else: bad.append(o)
        if proven and o["id"] in before_of: pinned.add(before_of[o["id"]])
    for o in reversed(bad): report("bad-signature", o["dev"], o["seq"])
    return problems

if __name__ == "__main__":
    intact = True
    for name in [a for a in sys.argv[1:] if not a.startswith("--")] or ["-"]:
        data = sys.stdin.buffer.read() if name == "-" else open(name, "rb").read()
        found = verify(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data, "--all-signatures" in sys.argv)
        intact &= not found
        print(json.dumps({"ok": not found, "problems": found}))
    sys.exit(0 if intact else 1)
