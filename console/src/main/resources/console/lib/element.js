import { LitElement } from 'lit';

/**
 * What all elements here share: they render into the document (one style sheet), and a field that a class gives a reactive property is its
 * first value. A field of a class would else stand before the property's accessor, and a change of it would draw nothing.
 */
export class Element extends LitElement {
  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    for (const name of this.constructor.elementProperties.keys()) {
      if (Object.hasOwn(this, name)) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
    }
    super.connectedCallback();
  }
}
