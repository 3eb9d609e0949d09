"""The words of docs/performance.md around the figures."""

METHOD = """
Written by `script/bench`; no figure here is typed. Measured on {date}: {machine}.

A generated company has, for every customer, three orders with ten lines, five timeline events, half a
contact and half an activity, spread over three years; a salesperson holds about a thousand customers
and 15 % lie in the pool. It is seeded, so that every run finds the same company.

Pages and API calls are made in process through Django's test client, so that a figure is the time of
the server: middleware, session, permissions, queries and rendering, without the network. Imports, the
start of the server and its memory are measured on the real commands. Every piece of work is warmed up
three times, then timed in turns with the same work *by hand*: for lists the SQL of the page, of its
capped count and a bare table of the rows; for the search box the bare index query of every record type,
for the API the bare SQL, for the import inserting the customers' rows and nothing else. Queries are
counted in a run of their own.

The median is what counts against the target; p95 shows what the machine did besides.
SQLite runs with WAL and full synchronisation and without statistics, as it is installed; PostgreSQL
with `fsync`, 512 MB of shared buffers and statistics as autovacuum keeps them.

The analytics are measured without a database, on purchases drawn in memory as BG/NBD and gamma-gamma
have it: about three orders a customer over a thousand days, one in fifty sent back. By hand is bare
Polars there, and the library `lifetimes` where the row says so; it reckons no intervals.

Run it: `script/bench --database both --customers 10000 --customers 100000 --customers 1000000`.
Companies and results are kept in `data/benchmarks`; `--quick` takes a minute.
"""

MISSED = """
The ratio to work by hand is missed by most pages, though they meet their time: a page is more than its
rows (docs/decisions/0019-lists-by-time-not-by-ratio.md says how much more, and why the time counts).
The search box answers from every record type after session, user and roles were read,
where the bare query reads none of these.

Filters without an index of their own read the rows of the table until the page and its count are full:
tags, parts of a text, custom fields, combinations of conditions. Where few rows match, that is the
whole table, once.

A search box that is slow on SQLite in one run and quick in another tells of the index: importing and
taking out a hundred thousand rows, as the benchmark does, leaves it in pieces until it is tidied at
night (from 5d299c5 on, where the benchmark tidies too).

A night of scores writes what changed. Where a model of purchases stands, what is expected of nearly
everybody moves a little every day, and a night is mostly writing; where none stands, few rows change
(the row says which model, and how many).
"""
