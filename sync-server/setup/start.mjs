// `npm start`: installs what is missing, builds what changed, serves the application.
import { build, environment, findNode, generateDemo, installDependencies, serve } from './setup.mjs';

const PARENT_CHECK_MS = 500;
const parent = process.ppid;

installDependencies();
const node = findNode();
const env = environment(node);
generateDemo(node, env);
build(env);

const server = serve(node, env);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
// npm ends its shell without passing the signal on; a changed parent tells that we were orphaned.
if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && server.kill('SIGTERM'), PARENT_CHECK_MS).unref();
server.on('exit', (code) => process.exit(code ?? 0));
