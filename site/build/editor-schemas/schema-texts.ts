import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** What the source of a schema says about its keys; the shape follows the schema. */
export type Texts = {
  readonly text?: string | undefined;
  /** Of a map with known keys. */
  readonly keys?: Readonly<Record<string, Texts>> | undefined;
  /** Of the entries of a list, or of a map with any keys. */
  readonly entry?: Texts | undefined;
  /** Of the members of a union, in their order. */
  readonly members?: readonly Texts[] | undefined;
};

type Module = { readonly file: string; readonly source: ts.SourceFile };

/**
 * The JSDoc of a Zod schema and of every key in it, read from the file that declares it: completion
 * shows these texts, and no bundle carries them. What is written in a way that is not known here
 * has no text.
 */
export function schemaTexts(file: string, name: string): Texts {
  return declared(openModule(file), name) ?? {};
}

function openModule(file: string): Module {
  const text = readFileSync(file, 'utf8');
  return { file, source: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true) };
}

function declared(module: Module, name: string): Texts | undefined {
  for (const statement of module.source.statements) {
    if (ts.isVariableStatement(statement)) {
      const [declaration] = statement.declarationList.declarations.filter(
        (one) => one.name.getText() === name,
      );
      if (declaration?.initializer === undefined) continue;
      return { ...read(module, declaration.initializer), ...textOf(statement) };
    }
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) {
      continue;
    }
    const bindings = statement.importClause?.namedBindings;
    if (bindings === undefined || !ts.isNamedImports(bindings)) continue;
    const found = bindings.elements.find((element) => element.name.text === name);
    const specifier = statement.moduleSpecifier.text;
    if (found === undefined || !specifier.startsWith('.')) continue;
    const other = path.join(path.dirname(module.file), specifier);
    return declared(openModule(other), (found.propertyName ?? found.name).text);
  }
  return undefined;
}

function read(module: Module, node: ts.Node | undefined): Texts {
  if (node === undefined) return {};
  if (ts.isIdentifier(node)) return declared(module, node.text) ?? {};
  if (ts.isObjectLiteralExpression(node)) return { keys: keysOf(module, node) };
  if (ts.isArrayLiteralExpression(node)) return { members: node.elements.flatMap(memberOf) };
  if (ts.isCallExpression(node)) return called(module, node);
  if (ts.isArrowFunction(node)) return read(module, node.body);
  if (ts.isPropertyAccessExpression(node)) {
    const whole = read(module, node.expression);
    return whole.keys?.[node.name.text] ?? whole;
  }
  if (
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isParenthesizedExpression(node)
  ) {
    return read(module, node.expression);
  }
  return {};

  function memberOf(element: ts.Expression): readonly Texts[] {
    if (!ts.isSpreadElement(element)) return [read(module, element)];
    return read(module, element.expression).members ?? [];
  }
}

/** A call of Zod (`z.array(…)`), of a schema's method (`….optional()`), or of a function of ours. */
function called(module: Module, { expression, arguments: given }: ts.CallExpression): Texts {
  const [first, second] = given;
  if (!ts.isPropertyAccessExpression(expression)) return read(module, first);
  const method = expression.name.text;
  if (expression.expression.getText() !== 'z') {
    const inner = read(module, expression.expression);
    if (method === 'array') return { entry: inner };
    if (method !== 'extend' && method !== 'safeExtend') return inner;
    return { ...inner, keys: { ...inner.keys, ...read(module, first).keys } };
  }
  switch (method) {
    case 'array':
      return { entry: read(module, first) };
    case 'record':
    case 'partialRecord':
      return { entry: read(module, second) };
    case 'discriminatedUnion':
    case 'preprocess':
      return read(module, second);
    default:
      return read(module, first);
  }
}

function keysOf(module: Module, node: ts.ObjectLiteralExpression): Record<string, Texts> {
  const keys: Record<string, Texts> = {};
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property)) {
      Object.assign(keys, read(module, property.expression).keys);
    } else if (ts.isPropertyAssignment(property)) {
      keys[nameOf(property.name)] = { ...read(module, property.initializer), ...textOf(property) };
    } else if (ts.isShorthandPropertyAssignment(property)) {
      keys[property.name.text] = { ...read(module, property.name), ...textOf(property) };
    }
  }
  return keys;
}

function nameOf(name: ts.PropertyName): string {
  return ts.isStringLiteral(name) || ts.isIdentifier(name) ? name.text : name.getText();
}

function textOf(node: ts.Node): { readonly text?: string } {
  const documents = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const text = ts.getTextOfJSDocComment(documents.at(-1)?.comment)?.replace(/\s+/g, ' ').trim();
  return text ? { text } : {};
}
