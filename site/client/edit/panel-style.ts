/** Looks of the editor; in a shadow tree, so that page and editor do not touch each other. */
export const PANEL_STYLE = `
:host{position:fixed;inset:auto 1rem 1rem auto;z-index:2147483000;font:400 14px/1.45 system-ui,sans-serif;color:#fafaf9}
.box{max-width:min(44rem,calc(100vw - 2rem));padding:.625rem .875rem;border-radius:8px;background:#1c1917;box-shadow:0 6px 24px #0006}
p{margin:0}
[hidden]{display:none!important}
.row{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;margin-top:.5rem}
label{display:flex;gap:.375rem;align-items:center}
label.wide{display:grid;gap:.125rem;margin-top:.5rem}
select,input,button,summary{min-height:28px;font:inherit}
select,input{max-width:22rem;padding:0 .375rem;border:1px solid #78716c;border-radius:4px;background:#292524;color:inherit}
label.wide input{max-width:none}
button{padding:0 .75rem;border:1px solid #a8a29e;border-radius:4px;background:none;color:inherit;cursor:pointer}
button.main{border-color:#f59e0b;background:#f59e0b;color:#1c1917;font-weight:600}
:focus-visible{outline:2px solid #fde68a;outline-offset:2px}
pre{max-height:40vh;margin:.5rem 0 0;padding:.5rem;overflow:auto;border-radius:4px;background:#0c0a09;font:12px/1.5 ui-monospace,monospace;white-space:pre-wrap}
ins{color:#86efac;text-decoration:none}del{color:#fca5a5;text-decoration:none}
.texts{max-height:40vh;overflow:auto;margin:.5rem 0 0;padding:0;list-style:none}
.texts button{width:100%;border:0;text-align:left}
.texts b{color:#fde68a;font-weight:600}
.fault{margin-top:.5rem;color:#fecaca}
@media print{:host{display:none}}`;

/** Looks of a text under the pointer and of one that is being typed. */
export const TEXT_STYLE = `
::highlight(tl-text){background:#fde68a;color:#1c1917}
tl-text{outline:2px solid #f59e0b;outline-offset:3px;cursor:text}`;
