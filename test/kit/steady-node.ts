/**
 * What the Node of the tests is started with. The threads of the program are run from their sources there, which Node reads with
 * WebAssembly in each of them; at the thousandth call of a function V8 13.6 puts a faster wrapper in the place of the one that all
 * threads share, and now and then ends the whole process over it (`Check failed: jit_page.has_value()`,
 * https://github.com/nodejs/node/issues/64500). So none is ever replaced. The built program has no TypeScript to read.
 */
export const STEADY_NODE = ['--wasm-wrapper-tiering-budget=2147483647'];
