import { Component, useExternalListener, useRef, useState } from "@odoo/owl";
import { KeepLast } from "@web/core/utils/concurrency";
import { useAutofocus } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";

const DELAY = 150;

/** One field that finds: type, Enter takes the first. Enter never takes what an earlier text had found. */
export class EntrySearch extends Component {
    static template = "torg_sale.EntrySearch";
    static props = {
        placeholder: String,
        icon: String,
        find: Function, // text => promise of items with an id
        onSelect: Function, // (item, text)
        isFirst: { type: Boolean, optional: true },
        slots: Object, // item, and empty: what is shown when nothing is found
    };

    setup() {
        this.state = useState({ text: "", items: [], active: 0, found: null });
        this.input = this.props.isFirst ? useAutofocus({ refName: "input" }) : useRef("input");
        this.root = useRef("root");
        this.keepLast = new KeepLast();
        this.pending = null;
        this.searchSoon = useDebounced(() => this.search(), DELAY);
        useExternalListener(window, "click", (ev) => {
            if (!this.root.el?.contains(ev.target)) {
                this.close();
            }
        });
    }

    get isOpen() {
        return this.state.found !== null && this.state.found === this.text;
    }

    get text() {
        return this.state.text.trim();
    }

    onInput(ev) {
        this.state.text = ev.target.value;
        this.searchSoon();
    }

    /** Find what is typed now; who asks for the same text once more waits for the same answer. */
    search() {
        const { text } = this;
        if (this.pending?.text !== text) {
            this.pending = { text, answer: this.find(text) };
        }
        return this.pending.answer;
    }

    async find(text) {
        const items = text ? await this.keepLast.add(this.props.find(text)) : [];
        Object.assign(this.state, { items, found: text || null, active: 0 });
    }

    close() {
        this.searchSoon.cancel();
        this.pending = null;
        Object.assign(this.state, { items: [], found: null, active: 0 });
    }

    async onKeydown(ev) {
        const { items, active } = this.state;
        if (ev.key === "ArrowDown" || ev.key === "ArrowUp") {
            ev.preventDefault();
            const step = ev.key === "ArrowDown" ? 1 : -1;
            this.state.active = items.length ? (active + step + items.length) % items.length : 0;
        } else if (ev.key === "Escape" && this.isOpen) {
            ev.stopPropagation();
            this.close();
        } else if (ev.key === "Enter" && !ev.ctrlKey && this.text) {
            ev.preventDefault();
            await this.takeActive();
        }
    }

    async takeActive() {
        if (!this.isOpen) {
            await this.search();
        }
        const item = this.state.items[this.state.active];
        if (item) {
            this.select(item);
        }
    }

    select(item) {
        const { text } = this;
        this.state.text = "";
        this.close();
        this.input.el?.focus();
        this.props.onSelect(item, text);
    }
}
