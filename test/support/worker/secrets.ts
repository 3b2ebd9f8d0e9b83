/** Secrets of the Worker under test: fixed, so that a signed value can be written into a test. */
export const WORKER_TEST_SECRETS = {
  TRUELIFT_SIGNING_KEYS: 't1:dGVzdC1zaWduaW5nLWtleXRlc3Qtc2lnbmluZy1rZXk',
  TRUELIFT_DATA_KEYS: 't1:dGVzdC1kYXRhLWtleS0tdGVzdC1kYXRhLWtleS0tLTA',
  TRUELIFT_REPORT_KEY: 'dGVzdC1yZXBvcnQta2V5LXRlc3QtcmVwb3J0LWtleS0',
} as const;

/** Signs the alerts that the tests' receiver verifies. */
export const ALERT_SECRET = 'whsec_dGVzdC1hbGVydC1zZWNyZXQtdGVzdC1hbGVydC1zZWNyZXQ=';

/** What the tests' Turnstile knows the site by. */
export const TURNSTILE_SECRET = 'turnstile-secret-of-the-tests';
