/** Secrets of the Worker under test: fixed, so that a signed value can be written into a test. */
export const WORKER_TEST_SECRETS = {
  TRUELIFT_SIGNING_KEYS: 't1:UYes_8yNgSbyRY_vze6WYGn7OzLj0CI98lpJvA-_TF4',
  TRUELIFT_DATA_KEYS: 't1:2gj1dwMQjT4FZkmqu2lKG23Xj9guH-VM2kmI4_G4eDE',
  TRUELIFT_REPORT_KEY: 'Z5xXqcVQ36KAulCfUDVRWnVqE0BI6l-ytgEzGxk2IQM',
} as const;

/** Signs the alerts that the tests' receiver verifies. */
export const ALERT_SECRET = 'whsec_dGVzdC1hbGVydC1zZWNyZXQtdGVzdC1hbGVydC1zZWNyZXQ=';

/** What the tests' Turnstile knows the site by. */
export const TURNSTILE_SECRET = 'turnstile-secret-of-the-tests';
