declare const brand: unique symbol;

/** A string (or other value) that only its own maker may produce, such as an id. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
