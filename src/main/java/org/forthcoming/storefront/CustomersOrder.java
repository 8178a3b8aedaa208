package org.forthcoming.storefront;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.forthcoming.orders.FulfillmentStatus;
import org.forthcoming.orders.NewOrder.DeliverTo;

/**
 * An order as its customer sees it, days and amounts in the customer's words.
 *
 * @param locale whose words these are
 * @param total what everything still wanted costs
 * @param shippingFee null: none
 * @param paid whether nothing is to be paid any more
 * @param deliverTo lines of the address; empty when the shop keeps it to itself
 * @param address the same in its parts, as long as it may be changed; null: it may not
 * @param cancelable whether more than one delivery can still be canceled
 * @param back what goes back when all of them are; null: nothing was paid
 * @param questions what the customer asked, oldest first
 * @param mails what was sent to the customer, oldest first
 */
record CustomersOrder(
        Locale locale,
        String number,
        String placedOn,
        String total,
        String shippingFee,
        boolean paid,
        String toBePaid,
        List<String> deliverTo,
        DeliverTo address,
        boolean cancelable,
        String back,
        List<Delivery> deliveries,
        List<Asked> questions,
        List<Sent> mails) {

    /** By which a form knows the address again that it replaces. */
    public String addressMark() {
        return Integer.toHexString(address.hashCode());
    }

    /**
     * What ships together: the customers' word for a fulfillment.
     *
     * @param late whether the promised day is at risk, so that it must not be repeated as if it were safe
     * @param question what the customer is asked about its delay; null: nothing
     * @param step where it stands on its way, counted from 0; behind the last: all of it is done
     * @param back what goes back when it is canceled; null: nothing was paid
     * @param rights what the law lets the customer do
     */
    record Delivery(
            long id,
            int number,
            int of,
            FulfillmentStatus status,
            boolean inWarehouse,
            boolean late,
            String promisedOn,
            String firstPromisedOn,
            String releasedOn,
            String shippedOn,
            String deliveredOn,
            String endedOn,
            String carrier,
            String trackingNumber,
            Integer rating,
            String comment,
            String total,
            String back,
            int step,
            Question question,
            Right rights,
            List<Goods> goods,
            List<Goods> canceledGoods,
            List<MoneyBack> moneyBack,
            List<Happened> history) {

        /** The key of the words for where it stands. */
        public String state() {
            return status == FulfillmentStatus.AWAITING_STOCK && inWarehouse ? "IN_WAREHOUSE" : status.name();
        }

        /** How these words are colored. */
        public String tone() {
            return switch (status) {
                case PLACED, AWAITING_STOCK -> "";
                case DELAYED, CANCEL_OFFERED -> "warm";
                case READY_TO_SHIP, SHIPPED, FEEDBACK_REQUESTED, COMPLETED -> "good";
                case CANCELED, REJECTED -> "quiet";
            };
        }

        public boolean cancelable() {
            return status.beforeShipment();
        }

        public boolean canceled() {
            return status.withoutShipment();
        }

        public boolean asksForFeedback() {
            return status == FulfillmentStatus.FEEDBACK_REQUESTED && rating == null;
        }

        /** Units of a SKU that are still wanted. */
        public int units(String sku) {
            return goods.stream()
                    .filter(some -> some.sku().equals(sku))
                    .mapToInt(Goods::units)
                    .sum();
        }

        /** What the reader of a screen hears before a step's name. */
        public String mark(int ofStep) {
            return ofStep < step ? "done" : ofStep == step ? "now" : "ahead";
        }
    }

    /**
     * Whether to wait for what is delayed.
     *
     * @param revisedOn the new day; null: none can be given
     * @param reason null: none was given
     * @param promiseVersion by which the notice that asks is known again
     * @param silenceCancels whether it is canceled without an answer until the last day ends; else silence is a yes
     */
    record Question(
            int promiseVersion,
            String promisedOn,
            String revisedOn,
            String cause,
            String reason,
            boolean silenceCancels,
            String lastDay) {}

    /**
     * What the law lets the customer do with a delivery.
     *
     * @param withdraw whether the contract on it can be withdrawn from
     * @param withdrawnOn null: it was not
     * @param setPeriod whether an additional period can be set, from the first day to the last, both as 2026-12-31
     * @param periodEndsOn null: none was set
     * @param periodMissed whether it was not delivered by then
     */
    record Right(
            boolean withdraw,
            String withdrawnOn,
            boolean setPeriod,
            String firstDay,
            String lastDay,
            String usualDay,
            String periodEndsOn,
            boolean periodMissed) {}

    /** What the customer asked, and the answer; null: not answered yet. */
    record Asked(String on, String asked, String answer) {}

    /** A mail as it was sent. */
    record Sent(String at, String on, String subject, String text) {}

    /** Units of one SKU. */
    record Goods(String sku, String title, int units, String unitPrice, String total) {}

    /**
     * Units that could be ordered on top.
     *
     * @param terms what the customer says yes to, by which it is known again
     * @param promisedOn null: no day can be given
     */
    record More(String terms, int units, String price, String total, String promisedOn) {}

    /** A refund: due by a day, or made on one. */
    record MoneyBack(String amount, String dueOn, String refundedOn) {}

    /** What happened on a day. */
    record Happened(String at, String on, String sentence) {}

    Optional<Delivery> delivery(String id) {
        return deliveries.stream()
                .filter(delivery -> Long.toString(delivery.id()).equals(id))
                .findFirst();
    }
}
