// Rules, use cases and stores take the time and chance they need as arguments, so that a test (and the test clock) can
// say what they are.

const members = {
  Date: ['now'],
  Math: ['random'],
  performance: ['now'],
  crypto: ['randomUUID', 'getRandomValues', 'randomBytes'],
}

/** @type {import('eslint').Rule.RuleModule} */
export const noAmbientInput = {
  meta: {
    type: 'problem',
    schema: [],
    docs: { description: 'forbid reading the clock or chance' },
    messages: { ambient: '{{what}} reads the clock or chance by itself: take the value as an argument' },
  },
  create(context) {
    const report = (node, what) => context.report({ node, messageId: 'ambient', data: { what } })
    return {
      NewExpression(node) {
        if (isNamed(node.callee, 'Date') && node.arguments.length === 0) report(node, 'new Date()')
      },
      CallExpression(node) {
        if (isNamed(node.callee, 'Date')) report(node, 'Date()')
        if (isNamed(node.callee, 'dayjs') && node.arguments.length === 0) report(node, 'dayjs()')
      },
      // Not only calls: `const clock = Date.now` reads it as well.
      MemberExpression(node) {
        if (node.object.type !== 'Identifier') return
        const name = propertyName(node)
        if (members[node.object.name]?.includes(name)) report(node, `${node.object.name}.${name}`)
      },
    }
  },
}

function isNamed(node, name) {
  return node.type === 'Identifier' && node.name === name
}

function propertyName(node) {
  if (!node.computed) return node.property.name
  return node.property.type === 'Literal' ? String(node.property.value) : undefined
}
