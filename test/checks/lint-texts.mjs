// Lints texts as if each stood in a file of the project: JSON [[file, text], …] in, JSON [[rule, …], …] out.
// One process for all of them: most of the time goes into reading types, once per tsconfig.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ESLint } from 'eslint'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const eslint = new ESLint({ cwd: root })
const found = []
for (const [file, text] of JSON.parse(readFileSync(0, 'utf8'))) {
  const [result] = await eslint.lintText(text, { filePath: path.join(root, file) })
  found.push(result.messages.map((each) => each.ruleId ?? each.message))
}
console.log(JSON.stringify(found))
