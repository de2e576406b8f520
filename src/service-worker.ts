/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
/// <reference types="@sveltejs/kit" />
import { build, files, version } from '$service-worker';

// The whole application, demo company included, is cached at installation; afterwards the network is never asked for it.
// A new version waits (no skipWaiting at installation) until the user agrees: it must not change the page in the middle of a signature.
const sw = globalThis.self as unknown as ServiceWorkerGlobalScope;
const CACHE = `suyuan-${version}`;
const SHELL = '/';
const ASSETS: readonly string[] = [...build, ...files, SHELL];

sw.addEventListener('install', (event) => {
	event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([...ASSETS])));
});

sw.addEventListener('activate', (event) => {
	event.waitUntil(activate());
});

sw.addEventListener('message', (event) => {
	if (event.data === 'apply-update') void sw.skipWaiting();
});

sw.addEventListener('fetch', (event) => {
	const { request } = event;
	if (request.method !== 'GET' || new URL(request.url).origin !== sw.location.origin) return;
	const pathname = new URL(request.url).pathname;
	if (request.mode === 'navigate') {
		// A path with an extension is a file somebody wants to see or save, not a page of the application.
		if (/\.[a-z][a-z0-9]{0,11}$/i.test(pathname)) return;
		event.respondWith(cachedOrFetched(SHELL, request));
	} else if (ASSETS.includes(pathname)) {
		event.respondWith(cachedOrFetched(pathname, request));
	}
});

async function activate(): Promise<void> {
	for (const key of await caches.keys()) if (key.startsWith('suyuan-') && key !== CACHE) await caches.delete(key);
	await sw.clients.claim();
}

async function cachedOrFetched(key: string, request: Request): Promise<Response> {
	const cache = await caches.open(CACHE);
	return (await cache.match(key)) ?? fetch(request);
}
