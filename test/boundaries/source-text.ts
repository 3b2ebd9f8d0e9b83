import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '#site/commands/local/settings.ts';

/** A file of the repository, read as TypeScript; `path` is relative to the root. */
export type Source = { readonly path: string; readonly tree: ts.SourceFile };

export function sourceOf(path: string, text = readFileSync(join(ROOT, path), 'utf8')): Source {
  return { path, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) };
}

/** Every file of a folder whose name ends so, in alphabetical order. */
export function filesOf(folder: string, ending: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending))
    .map((path) => join(folder, path))
    .sort();
}

/** Every node of a file, parents first. */
export function nodesOf({ tree }: Source): readonly ts.Node[] {
  const nodes: ts.Node[] = [];
  const walk = (node: ts.Node) => {
    nodes.push(node);
    ts.forEachChild(node, walk);
  };
  walk(tree);
  return nodes;
}

/** `file:line` of a node. */
export function placeOf({ path, tree }: Source, node: ts.Node): string {
  return `${path}:${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1}`;
}
