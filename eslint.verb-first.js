/** Adding a verb is fine; a noun hides what the function does. */
const verbs = `
  adapt add adjust advance align apply assign average build bundle call change check choose clamp classify
  close collect color combine compare compile compute copy count create cut decode define delete
  deregister describe detect diff draft drag draw edit enable end escape evaluate expand explain
  extract fetch fill find finish fire fit forbid forget format get group hash hide import indent inject
  insert intersect join lay list load log look measure merge move name omit open parse pick plan
  prepare print prune publish quote read recommend record redo refuse register reject remove
  render replace replay repoint require resolve restore run save serve set shift show snapshot
  sort split start summarize tag take throttle throw track undo unprotect unwrap update use verify
  wait weigh with wrap write
`
  .trim()
  .split(/\s+/);

/** Predicates, and conversions. */
const prefixes = ["is", "has", "can", "matches", "to", "from"];

/** The tag of HTML templates: editors highlight them by this name. */
const names = ["html"];

function startsWithVerb(name) {
  const [first] = /^[a-z]*/.exec(name);
  return [...verbs, ...prefixes].includes(first) || names.includes(name);
}

/** The initializer without `as` and `satisfies`. */
function unwrapCast(node) {
  const isCast = node?.type === "TSAsExpression" || node?.type === "TSSatisfiesExpression";
  return isCast ? unwrapCast(node.expression) : node;
}

function isFunction(node) {
  const { type } = unwrapCast(node) ?? {};
  return type === "ArrowFunctionExpression" || type === "FunctionExpression";
}

function isExported(declaration) {
  return declaration.parent.type.startsWith("Export");
}

/** @type {import("eslint").Rule.RuleModule} */
module.exports = {
  meta: {
    type: "suggestion",
    schema: [],
    messages: {
      verb: '"{{name}}" does not begin with a verb: write what it does, such as "createTarget"',
      of: '"{{name}}" ends in "Of": write "getTarget", not "targetOf"',
    },
  },
  create(context) {
    const check = (id, exported) => {
      if (id?.type !== "Identifier") return;
      const { name } = id;
      if (name.endsWith("Of")) context.report({ node: id, messageId: "of", data: { name } });
      else if (exported && !startsWithVerb(name)) context.report({ node: id, messageId: "verb", data: { name } });
    };
    return {
      FunctionDeclaration(node) {
        check(node.id, isExported(node));
      },
      VariableDeclarator(node) {
        if (isFunction(node.init)) check(node.id, isExported(node.parent));
      },
    };
  },
};
