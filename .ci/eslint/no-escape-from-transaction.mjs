// In the CloudBase SDK `where().update()`, `where().remove()`, `count()` and `aggregate()` on a transaction's collection
// are sent without the transaction's id: they run outside it and see and change what everybody sees. Only `doc(id)`,
// `add`, `get` and `updateAndReturn` stay inside.

const onQuery = new Set(['update', 'remove', 'updateWhere', 'removeWhere'])
const always = new Set(['count', 'aggregate'])
const transactionNames = /^(tx|trx|trans|transaction)$|Transaction$|Tx$/
const transactionTypes = new Set(['Transaction', 'SdkTransaction', 'Tx'])

/** @type {import('eslint').Rule.RuleModule} */
export const noEscapeFromTransaction = {
  meta: {
    type: 'problem',
    schema: [],
    docs: { description: 'forbid statements on a transaction that the SDK runs outside of it' },
    messages: {
      outside:
        '`{{method}}` here runs outside the transaction: use doc(id), add or updateAndReturn, or do it before the transaction',
    },
  },
  create(context) {
    return {
      CallExpression(node) {
        const method = calledMethod(node)
        if (!onQuery.has(method) && !always.has(method)) return
        const chain = receiverChain(node.callee.object, context)
        if (!isTransaction(chain.root, context)) return
        if (!always.has(method) && !touchesMany(method, chain.methods)) return
        context.report({ node, messageId: 'outside', data: { method } })
      },
    }
  },
}

/** `tx.of(x).update(id, …)` is the kit's own, by id; the SDK's needs a `doc(id)` in between. */
function touchesMany(method, methods) {
  if (method.endsWith('Where')) return true
  return methods.includes('collection') && !methods.includes('doc')
}

function calledMethod(call) {
  const { callee } = call
  return callee.type === 'MemberExpression' && !callee.computed ? callee.property.name : ''
}

/** The methods called on the way to an expression and what they started from, through constants and `await`. */
function receiverChain(expression, context) {
  const methods = []
  const seen = new Set()
  let node = expression
  for (;;) {
    node = unwrapped(node)
    if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
      methods.push(calledMethod(node))
      node = node.callee.object
      continue
    }
    const initial = initialValue(node, context)
    if (initial === null || seen.has(initial) || unwrapped(initial).type !== 'CallExpression')
      return { methods, root: node }
    if (isTransaction(node, context)) return { methods, root: node }
    seen.add(initial)
    node = initial
  }
}

function unwrapped(node) {
  const wrappers = ['TSNonNullExpression', 'TSAsExpression', 'ChainExpression', 'TSSatisfiesExpression']
  if (wrappers.includes(node.type)) return unwrapped(node.expression)
  return node.type === 'AwaitExpression' ? unwrapped(node.argument) : node
}

function initialValue(node, context) {
  if (node.type !== 'Identifier') return null
  for (let scope = context.sourceCode.getScope(node); scope; scope = scope.upper) {
    const variable = scope.set.get(node.name)
    if (!variable) continue
    const definition = variable.defs[0]
    return definition?.type === 'Variable' && definition.node.id.type === 'Identifier'
      ? (definition.node.init ?? null)
      : null
  }
  return null
}

function isTransaction(node, context) {
  return transactionNames.test(nameOf(node)) || transactionTypes.has(typeName(node, context))
}

function nameOf(node) {
  if (node.type === 'Identifier') return node.name
  return node.type === 'MemberExpression' && !node.computed ? (node.property.name ?? '') : ''
}

function typeName(node, context) {
  const services = context.sourceCode.parserServices
  if (!services?.program) return ''
  const type = services.getTypeAtLocation(node)
  return type.aliasSymbol?.name ?? type.getSymbol()?.name ?? ''
}
