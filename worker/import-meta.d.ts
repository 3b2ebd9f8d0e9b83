/** What Vite puts in place of `import.meta.env` in the built Worker. */
interface ImportMetaEnv {
  readonly DEV: boolean;
}
interface ImportMeta {
  readonly env: ImportMetaEnv;
}
