/** Notices of the operating system while the page is in the background, only if somebody turned them on here. */
const KEY = 'suyuan.notices';

class DesktopNotices {
	#on = $state(read());

	get supported(): boolean {
		return typeof Notification !== 'undefined';
	}

	get on(): boolean {
		return this.supported && this.#on && Notification.permission === 'granted';
	}

	/** Asks for permission where that is needed; false if it was not given. */
	async turnOn(): Promise<boolean> {
		if (!this.supported || (await Notification.requestPermission()) !== 'granted') return false;
		this.#set(true);
		return true;
	}

	turnOff(): void {
		this.#set(false);
	}

	/** Nothing while the page is being looked at: the toast says it already. */
	show(text: string): void {
		if (!this.on || document.visibilityState === 'visible') return;
		try {
			const notice = new Notification('溯源 Suyuan', { body: text, tag: text });
			notice.addEventListener('click', () => {
				globalThis.focus();
				notice.close();
			});
		} catch {
			// Some phones allow notices from a service worker only; the badge in the page stays.
		}
	}

	#set(on: boolean): void {
		this.#on = on;
		try {
			localStorage.setItem(KEY, on ? 'on' : 'off');
		} catch {
			// Storage refused (private mode): the choice lasts as long as the page.
		}
	}
}

export const desktopNotices = new DesktopNotices();

function read(): boolean {
	if (typeof localStorage === 'undefined') return false;
	try {
		return localStorage.getItem(KEY) === 'on';
	} catch {
		return false;
	}
}
