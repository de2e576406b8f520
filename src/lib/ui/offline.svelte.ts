/** What the page knows about its service worker and the network. */
const UPDATE_INTERVAL_MS = 15 * 60 * 1000;

export type OfflineState = 'impossible' | 'preparing' | 'ready' | 'offline';

class Offline {
	#online = $state(true);
	#controlled = $state(false);
	#supported = $state(false);
	#waiting = $state.raw<ServiceWorker | undefined>(undefined);
	#registration: ServiceWorkerRegistration | undefined;
	#lastUpdateMs = 0;
	#applying = false;

	/** `offline` wins: what matters then is that work goes on. */
	readonly current: OfflineState = $derived(
		!this.#online ? 'offline' : this.#controlled ? 'ready' : this.#supported ? 'preparing' : 'impossible'
	);
	/** A new version is installed and waits for the user's consent. */
	readonly updateReady: boolean = $derived(this.#waiting !== undefined);

	/** Starts watching; returns the clean-up. */
	watch(): () => void {
		const stop = new AbortController();
		const options = { signal: stop.signal };
		this.#online = navigator.onLine;
		addEventListener('online', () => (this.#online = true), options);
		addEventListener('offline', () => (this.#online = false), options);
		// Absent on insecure addresses, whatever the type says.
		if ('serviceWorker' in navigator) this.#watchWorker(navigator.serviceWorker, options);
		return () => {
			stop.abort();
		};
	}

	/** Asks the server for a new version, at most every 15 minutes; called after navigations. A failure only means no network. */
	async checkForUpdate(nowMs: number): Promise<void> {
		if (!this.#registration || nowMs - this.#lastUpdateMs < UPDATE_INTERVAL_MS) return;
		this.#lastUpdateMs = nowMs;
		await this.#registration.update().catch(() => undefined);
	}

	/** Lets the waiting version take over; the page reopens when it has. */
	applyUpdate(): void {
		this.#applying = true;
		this.#waiting?.postMessage('apply-update');
	}

	/** The user wants to go on with this version; the next start asks again. */
	postponeUpdate(): void {
		this.#waiting = undefined;
	}

	#watchWorker(container: ServiceWorkerContainer, options: { readonly signal: AbortSignal }): void {
		this.#supported = true;
		this.#controlled = container.controller !== null;
		const oncontroller = (): void => {
			this.#controlled = container.controller !== null;
			if (this.#applying) location.reload();
		};
		container.addEventListener('controllerchange', oncontroller, options);
		void container.ready.then((registration) => {
			if (options.signal.aborted) return;
			this.#registration = registration;
			this.#noticeWaiting(registration);
			registration.addEventListener('updatefound', () => this.#followInstallation(registration), options);
		});
	}

	#followInstallation(registration: ServiceWorkerRegistration): void {
		const { installing } = registration;
		installing?.addEventListener('statechange', () => {
			if (installing.state === 'installed') this.#noticeWaiting(registration);
		});
	}

	/** The very first installation waits for nobody: only a page already controlled has an old version to replace. */
	#noticeWaiting(registration: ServiceWorkerRegistration): void {
		if (navigator.serviceWorker.controller && registration.waiting) this.#waiting = registration.waiting;
	}
}

export const offline = new Offline();
