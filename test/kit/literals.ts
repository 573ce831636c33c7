import ts from 'typescript';

/** A text in the source that a person would read on the screen. */
export type Literal = { readonly line: number; readonly text: string };

/** Properties and attributes whose text is read, or heard, even if it is one word. */
const READ = new Set([
  'alt',
  'aria-label',
  'aria-roledescription',
  'aria-valuetext',
  'description',
  'empty',
  'hint',
  'kept',
  'label',
  'placeholder',
  'title',
  'verb',
  'word',
]);

/** Attributes and properties that hold codes for the machine: looks, drawings, keys, marks for tests. */
const CODES =
  /^(authorization|class(Name)?|style|d|points|transform|viewBox|fill|stroke.*|id|key|role|href|type|accept|shortcut|aria-keyshortcuts|testId|data-.*)$/i;

/** Calls that take a code: a selector, a media query, the name of an event. */
const CODE_CALLS =
  /^(querySelector(All)?|closest|matches|getElementById|matchMedia|useMedia|addEventListener|removeEventListener|startsWith|endsWith|includes|indexOf|split|join|replace(All)?)$/;

/** Calls whose words are read: `counted(3, 'site')`. */
const READ_CALLS = new Set(['counted']);

const TWO_WORDS = /\p{L}[\p{L}'’]*[,;:.!?…)”]*\s+[(“]?\p{L}[\p{L}'’]*/u;
/** A word beside a value and apart from it: `${count} days`, `until ${time}`, and neither `${width}px` nor `site:${code}`. */
const WORD_BESIDE_VALUE =
  /(^|[\s(“])\p{L}{2,}[,;:.!?…)”]*\s+[(“]?\0|\0[,;:.!?…)”]*\s+[(“]?\p{L}{2,}($|[\s,;:.!?…)”])/u;
/** A selector: `input:not([type="radio"])`. */
const SELECTOR = /\[[\w-]+(=|\])/;
const LETTER = /\p{L}/u;
/** A word as a sentence or a heading begins: `Feed`, and not `FEED`, `feed` or `ArrowDown`. */
const CAPITAL_WORD = /^\p{Lu}\p{Ll}+[.:…?!]?$/u;

const nameOf = (node: ts.PropertyName | ts.JsxAttributeName): string =>
  ts.isIdentifier(node) || ts.isStringLiteralLike(node) ? node.text : node.getText();

/** The text of a literal; a value within it is written as NUL. */
function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('\0');
}

const COMPARISONS: readonly ts.SyntaxKind[] = [
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.InKeyword,
];

const calledName = ({ expression }: ts.CallExpression): string =>
  ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();

/** Whether a literal there is a code whatever it looks like. */
function isCode(node: ts.Node, parent: ts.Node): boolean {
  if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)) return true;
  if (ts.isLiteralTypeNode(parent) || ts.isTemplateLiteralTypeNode(parent)) return true;
  if (ts.isElementAccessExpression(parent) || ts.isCaseClause(parent)) return true;
  if (ts.isBinaryExpression(parent)) return COMPARISONS.includes(parent.operatorToken.kind);
  if (ts.isPropertyAssignment(parent) && parent.name === node) return true;
  if (ts.isCallExpression(parent)) return CODE_CALLS.test(calledName(parent));
  return false;
}

type Place = 'read' | 'code' | 'open';

/** What a node makes of the literals within it; null: what they already were. */
function placeOf(node: ts.Node): Place | null {
  if (ts.isThrowStatement(node)) return 'code';
  if (ts.isJsxAttribute(node) || ts.isPropertyAssignment(node)) {
    const name = nameOf(node.name);
    if (READ.has(name)) return 'read';
    return CODES.test(name) ? 'code' : 'open';
  }
  if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) return 'read';
  if (ts.isCallExpression(node)) return READ_CALLS.has(calledName(node)) ? 'read' : 'open';
  return ts.isFunctionLike(node) || ts.isJsxOpeningLikeElement(node) ? 'open' : null;
}

function isRead(text: string, place: Place): boolean {
  if (place === 'code' || SELECTOR.test(text)) return false;
  if (place === 'read') return LETTER.test(text);
  if (text.includes('\0')) return TWO_WORDS.test(text) || WORD_BESIDE_VALUE.test(text);
  return TWO_WORDS.test(text) || CAPITAL_WORD.test(text);
}

/** Every text in a source file (.ts or .tsx) that a person would read. Codes, class names and drawings are none. */
export function literalsIn(file: string, source: string): readonly Literal[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found: Literal[] = [];
  const add = (node: ts.Node, text: string) => {
    const line = tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    found.push({ line, text: text.replaceAll('\0', '…').replace(/\s+/g, ' ').trim() });
  };
  const visit = (node: ts.Node, place: Place): void => {
    if (ts.isTypeNode(node)) return;
    if (ts.isJsxText(node)) {
      if (LETTER.test(node.text)) add(node, node.text);
      return;
    }
    const text = textOf(node);
    if (text !== null && !isCode(node, node.parent) && isRead(text, place)) add(node, text);
    const inner = place === 'code' && !ts.isFunctionLike(node) ? 'code' : (placeOf(node) ?? place);
    ts.forEachChild(node, (child) => visit(child, inner));
  };
  visit(tree, 'open');
  return found;
}
