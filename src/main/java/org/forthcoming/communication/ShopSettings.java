package org.forthcoming.communication;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who the shop is, as each mail and each customer's page says.
 *
 * @param name the shop's name
 * @param email the mail address where customers reach the shop; empty: the address that mails come from
 * @param phone the number where customers can call the shop; empty: not told
 * @param address the shop's postal address in one line; empty: not told
 */
@ConfigurationProperties("forthcoming.shop")
public record ShopSettings(
        @DefaultValue("Forthcoming Shop") String name,
        @DefaultValue("") String email,
        @DefaultValue("") String phone,
        @DefaultValue("") String address) {}
