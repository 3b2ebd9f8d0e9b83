export const USAGE = `npm run simulate -- [options]

Without a server: twenty fixed worlds of each experiment through assignment, counts and the
decision of every evening; then how often each rule of the verdict errs when it is watched daily.
  --full               at least 10 000 repetitions a row; some minutes
  --write              with --full: put the table into site/guide/figures.md
  --repetitions <n>    repetitions a row (default 400)
  --only <text>        only rows whose rule or name holds the text, and no worlds
  --seed <text>        another run of the same kind (default 2026)

  --slow               instead: deals that close weeks later, with and without a loss; 1 000
                       histories a row, about a minute; takes --repetitions and --seed
  --bots               instead: the same page twice, to people and programs, through the bot rules;
                       2 000 worlds, some minutes; takes --repetitions and --seed

With a server: visitors against a running site, every count compared with a ledger of its own.
  --http
  --base <address>     the site (default http://127.0.0.1:$PORT)
  --visitors <n>       how many (default 20000)
  --concurrency <n>    how many at once (default 16)
  --seed <text>        other visitors (default 2026)
  --ledger <file>      keep the ledger and the reports as JSON

  --help               this text

Exit code 1 when a count differs, a planted lift is missed too often, or a rule errs too often.`;
