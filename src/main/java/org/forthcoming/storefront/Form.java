package org.forthcoming.storefront;

import jakarta.servlet.http.HttpServletRequest;

/**
 * What a link preselects and what a form on the customer's page says; null where it says nothing.
 *
 * @param show what the page was opened for
 * @param notice the promise of the notice whose link opened the page
 * @param decision CANCEL, or WAIT
 * @param promiseVersion the promise of the notice that the decision answers; null: the present one
 * @param fulfillment the delivery that is meant; null: the whole order
 * @param quantity units of the SKU that are still wanted
 * @param withdrawal CONFIRM: the contract on the delivery is withdrawn from
 * @param period the last day of an additional period; END: the contract is ended because that was missed
 * @param address CHANGE: what has not shipped goes to the address in the fields behind it
 * @param replaces the mark of the address that the customer saw; null: whichever it is
 * @param confirmed that the customer has seen what the change means, and what it was
 */
record Form(
        String show,
        String notice,
        String decision,
        String promiseVersion,
        String fulfillment,
        String sku,
        String quantity,
        String confirmed,
        String rating,
        String comment,
        String question,
        String withdrawal,
        String period,
        String address,
        String replaces,
        String name,
        String street,
        String postalCode,
        String city,
        String region) {

    static Form of(HttpServletRequest request) {
        return new Form(
                field(request, "show") == null ? "" : field(request, "show"),
                field(request, "notice"),
                field(request, "decision"),
                field(request, "promiseVersion"),
                field(request, "fulfillment"),
                field(request, "sku"),
                field(request, "quantity"),
                field(request, "confirmed"),
                field(request, "rating"),
                field(request, "comment"),
                field(request, "question"),
                field(request, "withdrawal"),
                field(request, "period"),
                field(request, "address"),
                field(request, "replaces"),
                field(request, "name"),
                field(request, "street"),
                field(request, "postalCode"),
                field(request, "city"),
                field(request, "region"));
    }

    /** The last value counts, because a form's fields come behind those of the address it is posted to. */
    private static String field(HttpServletRequest request, String name) {
        var values = request.getParameterValues(name);
        return values == null ? null : values[values.length - 1].replaceAll("[\\p{Cntrl}&&[^\\r\\n\\t]]", "");
    }
}
