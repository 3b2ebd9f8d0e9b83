/** What `npm run plan -- --help` prints. */
export const USAGE = `How many visitors and weeks an experiment needs.

  npm run plan -- <experiment>                            rate and traffic from a running site
  npm run plan -- <experiment> --baseline 3% --traffic 400
  npm run plan -- --baseline 3% --mde 15% --traffic 400

  --baseline 3%       share of visitors who convert today
  --mde 15%           smallest change worth shipping, relative to the baseline (--mde=-15%: a drop)
  --traffic 400       new visitors of the page per day
  --variants 3        variants, the control included (2)
  --power 80%         chance to find a change of that size (80 %)
  --alpha 5%          chance of a false finding, all treatments together (5 %)
  --allocation 50%    share of the audience that takes part (the file's, else 100 %)
  --audience 60%      share of the visitors who belong to the audience (100 %)
  --from ADDRESS      site to measure at (http://127.0.0.1:8787, or PORT), with TRUELIFT_REPORT_KEY
  --json              the same as data`;
