declare global {
	namespace App {
		interface Error {
			/** Stable code the user can quote, e.g. `APP-1a2b3c`. */
			readonly code?: string;
		}
	}
}

export {};
