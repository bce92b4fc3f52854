// www → custom-elements.json: what editors and documentation tools want to know of the elements (custom elements manifest 1.0).
//
// Each thing is read from where it is said: properties, methods and slots from www/elements.ts, events from events.ts, parts from the templates of
// all that an element loads, custom properties from style.ts, and attributes from the built elements themselves.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../../", import.meta.url));
export const file = join(root, "custom-elements.json");
const folder = "www/elements";
const source = (path) => readFileSync(join(root, path), "utf8");

/** What pages may set, and what it colours. */
const colours = {
  accent: "Buttons, links, progress", "on-accent": "Text on the accent", "accent-background": "Behind notes", card: "Behind cards", ink: "Text", mute: "Text that matters less",
  line: "Lines between things", sunk: "Behind what lies lower than a card", edge: "Edges of fields and buttons", ok: "What went well", "ok-background": "Behind it",
  warn: "What wants attention", "warn-background": "Behind it", bad: "What went wrong", "bad-background": "Behind it",
};

function cssProperties() {
  return [...source(`${folder}/style.ts`).matchAll(/var\(--badgepack-([a-z-]+), (light-dark\([^)]*\))\)/g)].map(([, name, value]) => {
    if (!colours[name]) throw new Error(`tools/packaging/manifest.mjs does not say what --badgepack-${name} is for.`);
    return { name: `--badgepack-${name}`, description: colours[name], syntax: "<color>", default: value };
  });
}

/** The interfaces and type aliases of a file, by their names. */
function typesOf(path) {
  const tree = ts.createSourceFile(path, source(path), ts.ScriptTarget.ES2022, true);
  return Object.fromEntries(tree.statements.filter((node) => ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)).map((node) => [node.name.text, node]));
}

const commentOf = (node) => ts.getTextOfJSDocComment(node.jsDoc?.at(-1)?.comment) ?? "";

/** An interface's own members and those that it has from the interfaces of the same file; what listens to events is everybody's. */
const membersOf = (node, types) =>
  [...(node.heritageClauses ?? []).flatMap(({ types: above }) => above.flatMap(({ expression }) => (types[expression.text] && expression.text !== "BadgeElement" ? membersOf(types[expression.text], types) : []))), ...node.members];

/** The events of `<X>Events`: the members of an interface and of those that it extends, with type arguments in the place of type parameters. */
function eventsOf(name, types, given = []) {
  const node = types[name];
  const above = ts.isTypeAliasDeclaration(node) ? [[node.type.typeName, node.type.typeArguments]] : (node.heritageClauses ?? []).flatMap(({ types }) => types.map(({ expression, typeArguments }) => [expression, typeArguments]));
  const filled = Object.fromEntries((node.typeParameters ?? []).map((parameter, at) => [parameter.name.text, given[at].getText()]));
  const own = (node.members ?? []).map((member) => ({ name: member.name.text, type: { text: member.type.getText().replace(/\w+/g, (word) => filled[word] ?? word) }, description: commentOf(member) }));
  return [...above.flatMap(([{ text }, typeArguments]) => eventsOf(text, types, typeArguments)), ...own];
}

/** The files whose templates stand in an element's own shadow tree, and those of the elements within: what its file imports, at once or later. */
function treeOf(path, files = new Set(), inner = new Set()) {
  files.add(path);
  for (const [, type, name] of source(path).matchAll(/(?:^(?:import|export) (type )?[^;]*? from |import\()"(\.[^"]+)\.js"/gm)) {
    const to = `${join(dirname(path), name)}.ts`;
    if (type || !to.startsWith(`${folder}/`) || files.has(to)) continue;
    if (/^export class \w+ extends (LitElement|SpeakingElement) /m.test(source(to))) inner.add(to);
    else treeOf(to, files, inner);
  }
  return { files, inner };
}

/** The parts of an element that a page can style; those of elements within have to be handed on. */
function partsOf(path) {
  const { files, inner } = treeOf(path);
  const all = (pattern) => [...files].flatMap((file) => [...source(file).matchAll(pattern)].flatMap(([, list]) => list.split(/[\s,]+/)));
  const handedOn = all(/exportparts="([^"$]+)"/g);
  const lacking = [...inner].flatMap(partsOf).filter((part) => !handedOn.includes(part));
  if (lacking.length > 0) throw new Error(`${path} does not hand on these parts of the elements within: ${lacking.join(", ")}. Add them to its exportparts.`);
  return [...new Set([...all(/\spart="([^"$]+)"/g), ...handedOn])].sort();
}

/** The slots that the templates of an element and of those within have. */
function slotsIn(path) {
  const { files, inner } = treeOf(path);
  const own = [...files].flatMap((file) => [...source(file).matchAll(/<slot name="([\w-]+)"/g), ...source(file).matchAll(/handOn\(this, ([^)]*)\)/g)].flatMap(([, names]) => names.split(/[",\s]+/).filter(Boolean)));
  return new Set([...own, ...[...inner].flatMap((within) => [...slotsIn(within)])]);
}

function member(node) {
  const common = { name: node.name.text, description: commentOf(node) };
  if (!ts.isMethodSignature(node)) return { kind: "field", ...common, type: { text: node.type.getText() } };
  const parameters = node.parameters.map(({ name, type, questionToken }) => ({ name: name.text, type: { text: type.getText() }, ...(questionToken && { optional: true }) }));
  return { kind: "method", ...common, parameters, return: { type: { text: node.type.getText() } } };
}

/** The manifest, as it has to stand in `custom-elements.json`. */
export async function manifest() {
  const built = await import(new URL("../../dist/elements.js", import.meta.url));
  const entry = source("www/elements.ts");
  const [types, events, properties] = [typesOf("www/elements.ts"), typesOf(`${folder}/events.ts`), cssProperties()];
  const elements = [.../define\(\{(.*?)\}\)/s.exec(entry)[1].matchAll(/"([a-z-]+)": (\w+)/g)];

  const declarations = elements.map(([, tagName, name]) => {
    const own = new RegExp(`import \\{ ${name} as \\w+ \\} from "\\./elements/([\\w-]+)\\.js"`).exec(entry)[1];
    const path = `${folder}/${own}.ts`;
    const node = types[name];
    const members = membersOf(node, types).map(member);
    const slots = ts.getJSDocTags(node).filter(({ tagName }) => tagName.text === "slot").map(({ comment }) => /^(?<name>[\w-]+) - (?<description>.*)$/.exec(comment).groups);
    const lacking = [...slotsIn(path)].filter((slot) => !slots.some(({ name }) => name === slot));
    if (lacking.length > 0) throw new Error(`www/elements.ts does not say what these slots of ${name} are for: ${lacking.join(", ")}. Add @slot to its comment.`);
    const attributes = built[name].observedAttributes.map((attribute) => {
      const fieldName = attribute.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
      const field = members.find((member) => member.name === fieldName);
      if (!field) throw new Error(`www/elements.ts does not tell of the attribute ${attribute} of ${name}: add the property ${fieldName}.`);
      field.attribute = attribute;
      return { name: attribute, fieldName, type: { text: "string" }, description: field.description };
    });
    return {
      kind: "class", name, tagName, customElement: true, description: commentOf(node), members, attributes, events: eventsOf(`${name}Events`, events), slots,
      cssParts: partsOf(path).map((part) => ({ name: part })), cssProperties: properties, superclass: { name: "HTMLElement", module: "global:" },
    };
  });
  const exports = elements.flatMap(([, tagName, name]) => [
    { kind: "js", name, declaration: { name, module: "dist/elements.js" } },
    { kind: "custom-element-definition", name: tagName, declaration: { name, module: "dist/elements.js" } },
  ]);
  const module = { kind: "javascript-module", path: "dist/elements.js", declarations, exports };
  return `${JSON.stringify({ schemaVersion: "1.0.0", readme: "README.md", modules: [module] }, null, 1)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(file, await manifest());
