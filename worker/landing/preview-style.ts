/** Looks of the preview's own parts; one text, because the page's policy names its hash. */
export const PREVIEW_STYLE = `
.tl-preview{display:block;box-sizing:border-box;padding:.75rem 1rem;background:#1c1917;color:#fafaf9;
font:400 .875rem/1.5 system-ui,sans-serif;text-align:left;border-bottom:4px solid #f59e0b}
.tl-preview p{margin:0;max-width:none;color:inherit;font:inherit}
.tl-preview dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:.5rem 0 0}
.tl-preview dt{margin:0;font-weight:600}
.tl-preview dd{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:0}
.tl-preview a{display:inline-block;min-height:24px;color:#fde68a;text-decoration:underline}
.tl-preview dd strong{padding:0 .5rem;background:#f59e0b;color:#1c1917}
.tl-preview span{font-weight:400;color:#d6d3d1}
.tl-preview [role=alert]{margin-top:.5rem;color:#fecaca}
.tl-preview-form[open]{display:contents;color:inherit}
.tl-preview-sent{display:none}
.tl-preview-form:not([open])+.tl-preview-sent{display:block;align-self:start;padding:1rem;background:#1c1917;color:#fafaf9;
border-left:4px solid #f59e0b}
.tl-preview-sent a{color:#fde68a;text-decoration:underline}
@media (max-width:40rem){.tl-preview dl{grid-template-columns:1fr}}
@media print{.tl-preview{display:none}}`;
