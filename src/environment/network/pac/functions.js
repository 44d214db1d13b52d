// What a proxy script finds beside the language itself: the functions of proxy scripts, a clock and chances that are
// the same in every run, and nothing else. What each function answers, oddities included, is what Chromium and
// Firefox answer (services/proxy_resolver/pac_js_library.h and proxy_resolver_v8.cc; netwerk/base/ascii_pac_utils.js).
//
// `native` holds what the script itself must not hold: see functions.rs.
(function (native) {
    "use strict";
    const world = globalThis;

    // The language. V8 has no more where it runs proxy scripts; everything else that an engine may bring along, such
    // as timers and shared memory, goes.
    const language = `Object Function Error EvalError RangeError ReferenceError SyntaxError TypeError URIError
        AggregateError Array parseInt parseFloat isNaN isFinite decodeURI decodeURIComponent encodeURI
        encodeURIComponent escape unescape Infinity NaN undefined eval Number Boolean String Math Reflect Symbol
        globalThis BigInt Date RegExp JSON Proxy Map Set WeakMap WeakSet ArrayBuffer DataView Promise Iterator
        Uint8ClampedArray Int8Array Uint8Array Int16Array Uint16Array Int32Array Uint32Array BigInt64Array
        BigUint64Array Float32Array Float64Array`.split(/\s+/);
    for (const name of Object.getOwnPropertyNames(world)) {
        if (!language.includes(name)) delete world[name];
    }

    function offer(target, properties) {
        for (const name of Object.keys(properties)) {
            const value = properties[name];
            Object.defineProperty(target, name, { value, writable: true, enumerable: false, configurable: true });
        }
    }

    // Chances: a script that picks one of several proxies picks the same one in every run.
    offer(Math, { random: () => native.random() });

    // The clock: the machine's, in the machine's zone, which need not be those of the computer that runs this. The
    // zone is a constant shift: that of the moment that is asked about.
    const Genuine = Date;
    const day = Genuine.prototype;
    const { getTime, setTime, toUTCString } = day;
    const call = Function.prototype.call;
    const timeOf = call.bind(getTime);
    const setTimeOf = call.bind(setTime);
    const asText = call.bind(toUTCString);
    const { UTC, parse } = Genuine;
    const { construct } = Reflect;

    // A date whose reading in UTC is what a clock on the wall shows.
    const onTheWall = (date) => new Genuine(timeOf(date) + native.shift());
    for (const part of ["FullYear", "Month", "Date", "Hours", "Minutes", "Seconds", "Milliseconds", "Day"]) {
        const get = call.bind(day["getUTC" + part]);
        offer(day, { ["get" + part]() { return get(onTheWall(this)); } });
        if (part === "Day") continue;
        const set = Function.prototype.apply.bind(day["setUTC" + part]);
        offer(day, {
            ["set" + part](...values) {
                const wall = onTheWall(this);
                set(wall, values);
                return setTimeOf(this, timeOf(wall) - native.shift());
            },
        });
    }
    const pad = (number) => String(number).padStart(2, "0");
    const zone = () => {
        const minutes = Math.abs(native.shift()) / 60000;
        return `GMT${native.shift() < 0 ? "-" : "+"}${pad(Math.trunc(minutes / 60))}${pad(minutes % 60)}`;
    };
    // "Tue, 03 Mar 2026 08:00:00 GMT" becomes "Tue Mar 03 2026" and "08:00:00 GMT+0900".
    const dateText = (date) => {
        const [weekday, number, month, year] = asText(onTheWall(date)).split(/,? /);
        return year === undefined ? "Invalid Date" : `${weekday} ${month} ${number} ${year}`;
    };
    const timeText = (date) => `${asText(onTheWall(date)).split(" ")[4] ?? "Invalid Date"} ${zone()}`;
    const text = (date) => (isNaN(timeOf(date)) ? "Invalid Date" : `${dateText(date)} ${timeText(date)}`);
    offer(day, {
        getYear() { return this.getFullYear() - 1900; },
        setYear(year) { return this.setFullYear(year >= 0 && year <= 99 ? 1900 + Math.trunc(year) : year); },
        getTimezoneOffset() { return isNaN(timeOf(this)) ? NaN : -native.shift() / 60000; },
        toString() { return text(this); },
        toDateString() { return dateText(this); },
        toTimeString() { return timeText(this); },
        toLocaleString() { return text(this); },
        toLocaleDateString() { return dateText(this); },
        toLocaleTimeString() { return timeText(this); },
    });
    // A text without a zone is of the machine's zone, but for a bare date as in ISO 8601.
    const hasZone = /(?:Z|GMT|UTC|[+-]\d\d:?\d\d)\s*(?:\(.*\))?$|^\d{4}(?:-\d\d){0,2}$/i;
    const read = (written) => {
        const asUtc = hasZone.test(written) ? NaN : parse(`${written}${/T\d/.test(written) ? "Z" : " GMT"}`);
        return isNaN(asUtc) ? parse(written) : asUtc - native.shift();
    };
    function Moment(...parts) {
        if (new.target === undefined) return text(new Genuine(native.now()));
        let time = native.now();
        if (parts.length === 1) {
            const given = parts[0] instanceof Genuine ? timeOf(parts[0]) : parts[0];
            time = typeof given === "string" ? read(given) : Number(given);
        } else if (parts.length > 1) {
            time = UTC(...parts) - native.shift();
        }
        return construct(Genuine, [time], new.target);
    }
    Moment.prototype = day;
    offer(day, { constructor: Moment });
    offer(Moment, { UTC, parse: (written) => read(String(written)), now: () => native.now() });
    offer(world, { Date: Moment });

    // Old scripts look at the last match; this costs every match a little, so only those get it.
    if (native.old) {
        let last = [];
        const exec = call.bind(RegExp.prototype.exec);
        offer(RegExp.prototype, { exec(text) { const match = exec(this, text); if (match) last = match; return match; } });
        for (let number = 1; number <= 9; number += 1) {
            Object.defineProperty(RegExp, "$" + number, { get: () => last[number] ?? "", configurable: true });
        }
    }

    // Shell patterns. In a browser these are regular expressions in which only three characters are looked at, so that
    // "(a|b).example" is one of two names.
    let globs = Object.create(null);
    let globCount = 0;
    const inExpression = { "__proto__": null, ".": "\\.", "*": ".*", "?": "." };
    function expression(glob) {
        const known = globs[glob];
        if (known !== undefined) return known;
        if (globCount >= 2000) [globs, globCount] = [Object.create(null), 0];
        const made = new RegExp("^" + glob.replace(/[.*?]/g, (sign) => inExpression[sign]) + "$");
        globs[glob] = made;
        globCount += 1;
        return made;
    }

    const first = (list) => (list === undefined ? null : (list.find((address) => !address.includes(":")) ?? null));
    offer(world, {
        wdays: { SUN: 0, MON: 1, TUE: 2, WED: 3, THU: 4, FRI: 5, SAT: 6 },
        months: { JAN: 0, FEB: 1, MAR: 2, APR: 3, MAY: 4, JUN: 5, JUL: 6, AUG: 7, SEP: 8, OCT: 9, NOV: 10, DEC: 11 },
        alert() {},
        isPlainHostName(host) { return String(host).search(/[.:]/) < 0; },
        dnsDomainIs(host, domain) {
            const before = host.length - domain.length;
            return before >= 0 && host.substring(before) == domain;
        },
        dnsDomainLevels(host) { return host.split(".").length - 1; },
        localHostOrDomainIs(host, full) { return host == full || full.startsWith(host + "."); },
        shExpMatch(text, glob) { return expression(glob).test(text); },
        convert_addr(address) {
            const parts = address.split(".");
            return [0, 1, 2, 3].reduce((sum, at) => sum | ((parts[at] & 255) << (24 - 8 * at)), 0);
        },
        dnsResolve(host) { return first(native.resolve(host)); },
        isResolvable(host) { return first(native.resolve(host)) !== null; },
        isInNet(host, net, mask) { return native.isInNet(host, net, mask); },
        myIpAddress() { return native.own()[0] ?? "127.0.0.1"; },
        dnsResolveEx(host) { return (native.resolve(host) ?? []).join(";"); },
        isResolvableEx(host) { return (native.resolve(host) ?? []).length > 0; },
        isInNetEx(address, prefix) { return native.isInNetEx(address, prefix); },
        myIpAddressEx() { return native.own().join(";"); },
        sortIpAddressList(list) { return native.sort(list) ?? false; },
        getClientVersion() { return "1.0"; },
    });
    const days = { "__proto__": null, ...world.wdays };
    const months = { "__proto__": null, ...world.months };

    // The values without a last "GMT", and whether it was there.
    const range = (values) => {
        const universal = values.length > 0 && values[values.length - 1] == "GMT";
        return [universal ? values.slice(0, -1) : values, universal];
    };
    const between = (begin, at, end) => (begin <= end ? begin <= at && at <= end : at <= end || begin <= at);
    // A date whose local reading is what UTC is now.
    const inGreenwich = (date) => new Moment(timeOf(date) - native.shift());

    offer(world, {
        weekdayRange(...values) {
            const [names, universal] = range(values);
            const now = new Moment();
            const begin = days[names[0]];
            const end = names.length === 2 ? days[names[1]] : begin;
            if (begin === undefined || end === undefined) return false;
            return between(begin, universal ? now.getUTCDay() : now.getDay(), end);
        },

        // Days, months and years in any order. The first half of the values is where it begins. As in browsers, an end
        // that is set part by part may run over: from 31 December, "FEB" makes it 3 March.
        dateRange(...values) {
            const [parts, universal] = range(values);
            if (parts.length === 0) return false;
            const now = universal ? inGreenwich(new Moment()) : new Moment();
            const kind = (part) => {
                const number = parseInt(part);
                if (isNaN(number)) return ["Month", months[part] ?? -1];
                return number < 32 ? ["Date", number] : ["FullYear", number];
            };
            if (parts.length === 1) {
                const [what, value] = kind(parts[0]);
                return now["get" + what]() === value;
            }
            const half = parts.length >> 1;
            const year = new Moment().getFullYear();
            const begin = new Moment(year, 0, 1, 0, 0, 0);
            const end = new Moment(year, 11, 31, 23, 59, 59);
            let daysOnly = false;
            parts.forEach((part, at) => {
                const [what, value] = kind(part);
                if (what === "Date" && at < half) daysOnly = parts.length <= 2;
                (at < half ? begin : end)["set" + what](value);
            });
            if (daysOnly) {
                const month = new Moment().getMonth();
                begin.setMonth(month);
                end.setMonth(month);
            }
            return between(begin, now, end);
        },

        // Hours; hours and minutes; or hours, minutes and seconds: once, or where it begins and where it ends.
        timeRange(...values) {
            const [parts, universal] = range(values);
            if (parts.length === 0) return false;
            const local = new Moment();
            const hour = universal ? local.getUTCHours() : local.getHours();
            if (parts.length === 1) return hour == parts[0];
            // As in browsers, two hours never go past midnight.
            if (parts.length === 2) return parts[0] <= hour && hour <= parts[1];
            if (parts.length !== 4 && parts.length !== 6) throw "timeRange: not so many values";
            const half = parts.length / 2;
            const at = (given, second) => {
                const time = new Moment();
                time.setSeconds(given[2] ?? second ?? time.getSeconds());
                time.setHours(given[0]);
                time.setMinutes(given[1]);
                return time;
            };
            const begin = at(parts.slice(0, half));
            const end = at(parts.slice(half), 59);
            // As in browsers, begin and end are on the local day, even where the time is Greenwich's.
            return between(begin, universal ? inGreenwich(local) : local, end);
        },
    });
})
