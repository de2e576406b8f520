// Blocking and tiny: sets theme, density and language on <html> before the first paint, so nothing flashes.
// Keys and values are those of src/lib/ui/appearance.svelte.ts and src/lib/i18n/locale.svelte.ts.
(function () {
	var root = document.documentElement;
	function stored(key) {
		try {
			return localStorage.getItem(key);
		} catch {
			return null; // storage refused (private mode): defaults serve
		}
	}
	var theme = stored('suyuan.theme');
	var dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
	root.dataset.theme = dark ? 'dark' : 'light';
	var density = stored('suyuan.density');
	var coarse = matchMedia('(pointer: coarse)').matches;
	root.dataset.density = density === 'compact' || density === 'normal' || density === 'touch' ? density : coarse ? 'touch' : 'normal';
	root.lang = stored('suyuan.locale') === 'en' ? 'en' : 'zh-CN';
})();
